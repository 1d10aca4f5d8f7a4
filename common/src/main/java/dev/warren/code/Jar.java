package dev.warren.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A jar by its content.
 *
 * @param sha256 64 small hexadecimal digits
 * @param file where it is
 */
public record Jar(String sha256, Path file) {

  /** One time for all entries of a folder, so that the same files make the same jar. */
  private static final long ANY_TIME = 1_000_000_000_000L;

  /**
   * Looks at entries of a class path. Of a folder of classes a jar is made, in the temporary
   * folder; one whose last name is {@code *} stands for all jars in that folder.
   *
   * @param entries jars and folders
   * @return a jar for each
   * @throws UncheckedIOException if one of them cannot be read
   */
  public static List<Jar> of(List<Path> entries) {
    try {
      List<Path> files = new ArrayList<>();
      for (Path entry : entries) {
        if (entry.endsWith("*")) {
          files.addAll(sorted(entry.toAbsolutePath().getParent(), 1, ".jar"));
        } else {
          files.add(Files.isDirectory(entry) ? packed(entry) : entry);
        }
      }
      List<Jar> jars = new ArrayList<>();
      for (Path each : files) {
        jars.add(new Jar(sha256(each), each));
      }
      return jars.stream().distinct().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("code cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * The SHA-256 of a file.
   *
   * @param file the file
   * @return 64 small hexadecimal digits
   * @throws IOException if it cannot be read
   */
  public static String sha256(Path file) throws IOException {
    MessageDigest digest = digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  private static List<Path> sorted(Path folder, int depth, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files
          .filter(Files::isRegularFile)
          .filter(it -> it.toString().endsWith(ending))
          .sorted()
          .toList();
    }
  }

  private static Path packed(Path folder) throws IOException {
    Path jar = Files.createTempFile("warren-code", ".jar");
    jar.toFile().deleteOnExit();
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Path each : sorted(folder, Integer.MAX_VALUE, "")) {
        ZipEntry entry = new ZipEntry(folder.relativize(each).toString());
        entry.setTime(ANY_TIME);
        out.putNextEntry(entry);
        Files.copy(each, out);
        out.closeEntry();
      }
    }
    return jar;
  }
}
