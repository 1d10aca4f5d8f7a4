package dev.warren.code;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes a jar of a folder with classes. */
final class FolderJar {

  /** One time for all, in no time zone, so that the same files make the same jar everywhere. */
  private static final LocalDateTime ANY_TIME = LocalDateTime.of(2001, 9, 9, 0, 0);

  private FolderJar() {}

  static void pack(Path folder, Path jar) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Path each : files(folder)) {
        ZipEntry entry = new ZipEntry(folder.relativize(each).toString());
        entry.setTimeLocal(ANY_TIME);
        out.putNextEntry(entry);
        Files.copy(each, out);
        out.closeEntry();
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
