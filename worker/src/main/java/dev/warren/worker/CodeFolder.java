package dev.warren.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of one host's own, which nobody else may look into. Its name has the host's pid, for
 * people; whether the host still lives shows a lock on a file in it, which goes with its process
 * however that ends and holds between containers as well. Thread-safe.
 */
final class CodeFolder implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CodeFolder.class);
  private static final String PREFIX = "warren-code-";
  private static final String LOCK = "lock";

  /** What is in the names of this JVM's folders: it must not even open their locks. */
  private static final String OWN =
      PREFIX + ProcessHandle.current().pid() + "-" + UUID.randomUUID().toString().substring(0, 8);

  /** A folder without a lock may be one that is being made. */
  private static final Duration YOUNG = Duration.ofMinutes(1);

  private final Path path;
  private FileChannel lock;

  /** It is made when it is first needed. */
  CodeFolder(Path parent) {
    path = parent.resolve(OWN + "-" + UUID.randomUUID());
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /** Makes it, if it is not there, or not any more. */
  synchronized void ensure() throws IOException {
    if (!Files.isDirectory(path)) {
      Files.createDirectory(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    if (lock == null || !Files.exists(path.resolve(LOCK))) {
      unlock();
      lock =
          FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock.lock();
    }
  }

  private void unlock() throws IOException {
    if (lock != null) {
      lock.close();
      lock = null;
    }
  }

  @Override
  public synchronized void close() {
    try {
      unlock();
      delete(path);
    } catch (IOException e) {
      log.warn("the folder {} cannot be deleted: {}", path, e.toString());
    }
  }

  /** Deletes what hosts have left behind that could not do so. */
  static void sweep(Path parent) {
    try (Stream<Path> all = Files.list(parent)) {
      all.filter(each -> each.getFileName().toString().startsWith(PREFIX))
          .filter(each -> !each.getFileName().toString().startsWith(OWN))
          .forEach(CodeFolder::deleteIfLeft);
    } catch (IOException | UncheckedIOException e) {
      log.debug("{} cannot be swept: {}", parent, e.toString());
    }
  }

  private static void deleteIfLeft(Path folder) {
    try {
      if (isLeft(folder)) {
        delete(folder);
        log.info("the code of a worker host that has ended is deleted: {}", folder);
      }
    } catch (IOException e) {
      log.debug("{} is left where it is: {}", folder, e.toString()); // Another user's, perhaps.
    }
  }

  private static boolean isLeft(Path folder) throws IOException {
    Instant old = Instant.now().minus(YOUNG);
    if (Files.getLastModifiedTime(folder).toInstant().isAfter(old)) {
      return false;
    }
    if (!Files.exists(folder.resolve(LOCK))) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock free = channel.tryLock()) {
      return free != null;
    } catch (OverlappingFileLockException e) {
      return false; // Of another Warren in this JVM.
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }
}
