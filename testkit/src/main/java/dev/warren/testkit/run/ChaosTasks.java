package dev.warren.testkit.run;

import dev.warren.task.Task;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** What a chaos run runs. */
public final class ChaosTasks {

  /** A task that does not count: it waits until there is somebody who runs it. */
  static final long WARM_UP = -1;

  private static FileChannel log;

  private ChaosTasks() {}

  /**
   * Notes in a file of its process that it was begun, takes its time, and answers.
   *
   * @param id the task
   * @param micros how long it takes, in microseconds
   * @param folder where the files are
   * @return what {@link #answer} says
   * @throws IOException if it cannot be noted
   * @throws InterruptedException never
   */
  @Task
  public static long work(long id, long micros, String folder)
      throws IOException, InterruptedException {
    note(id, Path.of(folder));
    TimeUnit.MICROSECONDS.sleep(micros);
    return answer(id);
  }

  /** The right answer of a task. */
  static long answer(long id) {
    return new SplittableRandom(id).nextLong(1L << 50);
  }

  /** How long a task takes: most of them little, few of them long, ten milliseconds on average. */
  static long micros(long seed, long id) {
    SplittableRandom random = new SplittableRandom(seed ^ (id << 20));
    int kind = random.nextInt(100);
    if (kind < 90) {
      return random.nextLong(2_000);
    }
    return kind < 99 ? random.nextLong(2_000, 60_000) : random.nextLong(100_000, 1_200_000);
  }

  private static synchronized void note(long id, Path folder) throws IOException {
    if (log == null) {
      String name = ProcessHandle.current().pid() + "-" + System.nanoTime() + RunLog.SUFFIX;
      log =
          FileChannel.open(
              folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
    log.write(ByteBuffer.allocate(Long.BYTES).putLong(id).flip());
  }
}
