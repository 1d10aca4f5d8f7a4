package dev.warren.examples;

import dev.warren.pool.AsyncResult;
import dev.warren.pool.Pool;
import dev.warren.task.Task;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** {@code apply} waits for each result, {@code applyAsync} for none: four naps of half a second. */
public final class ApplyAgainstApplyAsync {

  private static final int NAPS = 4;

  private ApplyAgainstApplyAsync() {}

  /** Returns the process that has slept. */
  @Task
  static long nap(Duration length) throws InterruptedException {
    Thread.sleep(length.toMillis()); // Stands for work that takes so long.
    return ProcessHandle.current().pid();
  }

  /**
   * Runs the example.
   *
   * @param args none
   */
  public static void main(String[] args) {
    Duration half = Duration.ofMillis(500);
    try (Pool pool = Pool.builder().processes(NAPS).open()) {
      awaitProcesses(pool);

      long start = System.nanoTime();
      for (int i = 0; i < NAPS; i++) {
        pool.apply(ApplyAgainstApplyAsync::nap, half);
      }
      System.out.println("apply:      " + since(start) + ", one after another");

      start = System.nanoTime();
      List<AsyncResult<Long>> results =
          IntStream.range(0, NAPS)
              .mapToObj(i -> pool.applyAsync(ApplyAgainstApplyAsync::nap, half))
              .toList();
      results.forEach(AsyncResult::get);
      System.out.println("applyAsync: " + since(start) + ", side by side");
    }
  }

  /** Returns when each process has run something: their start is not what is measured. */
  private static void awaitProcesses(Pool pool) {
    List<Duration> naps = Collections.nCopies(NAPS, Duration.ofMillis(50));
    Set<Long> seen = new HashSet<>();
    while (seen.size() < NAPS) {
      seen.addAll(pool.map(ApplyAgainstApplyAsync::nap, naps));
    }
  }

  private static String since(long start) {
    double seconds = (double) (System.nanoTime() - start) / TimeUnit.SECONDS.toNanos(1);
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
