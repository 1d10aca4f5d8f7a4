package dev.warren.cli;

import dev.warren.task.Task;
import dev.warren.task.TaskContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The task of {@code warren demo}: reads a file once, in constant memory. */
public final class FileTask {

  /** The type of a file whose name has no extension: {@value}. */
  public static final String NO_TYPE = "(none)";

  /** What follows a dot is not always an extension, as in {@code Notes of 3.10 and later}. */
  private static final Pattern EXTENSION = Pattern.compile(".+\\.([A-Za-z0-9_+-]{1,12})");

  private static final int BUFFER = 64 * 1024;

  private FileTask() {}

  /**
   * Counts and digests a file.
   *
   * @param file the file as a URI, which unlike a path's text keeps names that are not valid in
   *     this process's character set
   * @return what was found
   * @throws IOException if the file cannot be read; a symbolic link is not followed
   */
  @Task
  public static FileReport inspect(URI file) throws IOException {
    return read(file, TaskContext.current().worker());
  }

  static FileReport read(URI file, String worker) throws IOException {
    long start = System.nanoTime();
    Path path = Path.of(file);
    MessageDigest sha256 = sha256();
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    long lines = 0;
    long words = 0;
    boolean inWord = false;
    try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sha256.update(buffer, 0, count);
        size += count;
        for (int i = 0; i < count; i++) {
          boolean space = isSpace(buffer[i]);
          lines += buffer[i] == '\n' ? 1 : 0;
          words += inWord || space ? 0 : 1;
          inWord = !space;
        }
      }
    }
    return new FileReport(
        path.toString(),
        size,
        HexFormat.of().formatHex(sha256.digest()),
        lines,
        words,
        type(path),
        worker,
        ProcessHandle.current().pid(),
        System.nanoTime() - start);
  }

  static String type(Path path) {
    Matcher name = EXTENSION.matcher(path.getFileName().toString());
    return name.matches() ? name.group(1).toLowerCase(Locale.ROOT) : NO_TYPE;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static boolean isSpace(byte value) {
    return value == ' ' || (value >= '\t' && value <= '\r');
  }
}
