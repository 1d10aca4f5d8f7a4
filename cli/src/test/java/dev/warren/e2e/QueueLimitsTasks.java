package dev.warren.e2e;

import dev.warren.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;

/** Tasks that count by themselves how many of them run, by files that all hosts see. */
public final class QueueLimitsTasks {

  private QueueLimitsTasks() {}

  /**
   * A stay in a folder.
   *
   * @param folder where all are that stay at the same time
   * @param millis how long
   */
  public record Stay(String folder, long millis) {}

  /**
   * What was seen at its beginning.
   *
   * @param startedAt when, in milliseconds since 1970
   * @param together how many were there, this one included
   */
  public record Seen(long startedAt, long together) {}

  /** Stays for a while. */
  @Task
  public static Seen stay(Stay stay) throws IOException, InterruptedException {
    long now = System.currentTimeMillis();
    String name = ProcessHandle.current().pid() + "." + UUID.randomUUID();
    Path mine = Files.createFile(Path.of(stay.folder(), name));
    try {
      long together = count(mine.getParent());
      Thread.sleep(stay.millis()); // A task of that length is what the test needs.
      return new Seen(now, together);
    } finally {
      Files.deleteIfExists(mine);
    }
  }

  /** Those of killed processes are still there, and do not count. */
  private static long count(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(each -> each.getFileName().toString())
          .map(name -> Long.parseLong(name.substring(0, name.indexOf('.'))))
          .filter(pid -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent())
          .count();
    }
  }
}
