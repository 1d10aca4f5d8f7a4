package dev.warren.examples;

import dev.warren.pool.AsyncResult;
import dev.warren.pool.Pool;
import dev.warren.pool.TaskOptions;
import dev.warren.pool.TaskTimeoutException;
import dev.warren.task.Task;
import java.time.Duration;

/** A task that takes too long is interrupted, and one that does not listen is ended. */
public final class TimeLimits {

  private TimeLimits() {}

  /** Waits for something that never comes, and cleans up when it is interrupted. */
  @Task
  static String waitForEver() throws InterruptedException {
    try {
      Thread.sleep(Long.MAX_VALUE); // Until somebody interrupts it.
      return "never";
    } finally {
      System.out.println("cleaned up");
    }
  }

  /** Listens to nobody. */
  @Task
  static long countForEver() {
    long count = 0;
    while (count >= 0) {
      count = Math.max(0, count + 1);
    }
    return count;
  }

  /**
   * Runs the example.
   *
   * @param args none
   */
  public static void main(String[] args) {
    TaskOptions limits =
        TaskOptions.builder()
            .softLimit(Duration.ofMillis(300))
            .hardLimit(Duration.ofMillis(900))
            .build();
    try (Pool pool = Pool.builder().processes(1).options(limits).open()) {
      show(pool.applyAsync(TimeLimits::waitForEver));
      show(pool.applyAsync(TimeLimits::countForEver));
    }
  }

  private static void show(AsyncResult<?> result) {
    try {
      System.out.println(result.get());
    } catch (TaskTimeoutException e) {
      System.out.println((e.isHard() ? "killed" : "interrupted") + " after " + e.limit());
    }
  }
}
