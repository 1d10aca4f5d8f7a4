package dev.warren.code;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/**
 * The jars and folders that the entries of a class path stand for, as for {@code java -cp}. Any
 * threads may use it.
 */
public final class ClassPathFiles {

  /** The last name of an entry that stands for all jars in a folder. */
  private static final String ALL_JARS = "*";

  /** By the real path, so that each is looked at once. */
  private final Map<Path, Path> found = new LinkedHashMap<>();

  private ClassPathFiles() {}

  /**
   * The files of a class path.
   *
   * @param entries jars, folders with classes, and {@code folder/*} for all jars in a folder
   * @return jars and folders, in order; behind each jar those that its manifest names
   * @throws IOException if one of them cannot be read
   */
  public static List<Path> of(List<Path> entries) throws IOException {
    ClassPathFiles files = new ClassPathFiles();
    for (Path entry : entries) {
      for (Path each : isAllJars(entry) ? jars(place(entry)) : List.of(entry)) {
        files.add(each);
      }
    }
    return List.copyOf(files.found.values());
  }

  /**
   * What has to be there for an entry to mean something.
   *
   * @param entry an entry of a class path
   * @return the entry, or the folder with the jars that it stands for
   */
  public static Path place(Path entry) {
    return isAllJars(entry) ? entry.toAbsolutePath().getParent() : entry;
  }

  /**
   * The jars and folders that classes were loaded from.
   *
   * @param classes any classes
   * @return where they are, each place once; nothing for those of the JDK
   */
  public static List<Path> with(List<Class<?>> classes) {
    return classes.stream()
        .map(it -> it.getProtectionDomain().getCodeSource())
        .filter(it -> it != null && it.getLocation().getProtocol().equals("file"))
        .map(it -> Path.of(URI.create(it.getLocation().toString())))
        .distinct()
        .toList();
  }

  private static boolean isAllJars(Path entry) {
    return entry.endsWith(ALL_JARS);
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder, 1, FileVisitOption.FOLLOW_LINKS)) {
      return files
          .filter(Files::isRegularFile)
          .filter(it -> it.toString().toLowerCase(Locale.ROOT).endsWith(".jar"))
          .sorted()
          .toList();
    }
  }

  private void add(Path file) throws IOException {
    if (found.putIfAbsent(file.toRealPath(), file) == null && Files.isRegularFile(file)) {
      for (Path each : named(file)) {
        add(each);
      }
    }
  }

  /** What the manifest of a jar names, as far as it is there. */
  private static List<Path> named(Path file) throws IOException {
    List<Path> all = new ArrayList<>();
    for (String each : classPath(file).split(" ", 0)) {
      resolved(file, each).filter(Files::exists).ifPresent(all::add);
    }
    return all;
  }

  private static String classPath(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      Manifest manifest = jar.getManifest();
      String text =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return text == null ? "" : text;
    } catch (ZipException e) {
      return ""; // Java finds nothing in it either.
    }
  }

  private static Optional<Path> resolved(Path jar, String url) {
    try {
      return url.isBlank() ? Optional.empty() : Optional.of(Path.of(jar.toUri().resolve(url)));
    } catch (RuntimeException e) {
      return Optional.empty(); // No file, or no URL at all.
    }
  }
}
