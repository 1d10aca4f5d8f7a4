package dev.warren.examples;

import dev.warren.pool.AsyncResult;
import dev.warren.pool.Pool;
import dev.warren.pool.WorkerDiedException;
import dev.warren.retry.RetryPolicy;
import dev.warren.task.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A task whose process is killed is tried again in a new one, and ends as a {@link
 * WorkerDiedException} when its attempts are used up. The other tasks and the pool live on.
 */
public final class KilledWorker {

  private KilledWorker() {}

  /** Squares a number, but does not survive 13. */
  @Task
  static long square(long x) throws IOException, InterruptedException {
    if (x == 13) {
      String kill = "kill -9 " + ProcessHandle.current().pid();
      new ProcessBuilder("/bin/sh", "-c", kill).start().waitFor();
    }
    return x * x;
  }

  /**
   * Runs the example.
   *
   * @param args none
   */
  public static void main(String[] args) {
    try (Pool pool =
        Pool.builder().processes(2).retry(RetryPolicy.builder().crashAttempts(2).build()).open()) {
      List<AsyncResult<Long>> results = new ArrayList<>();
      for (long x = 12; x <= 14; x++) {
        results.add(pool.applyAsync(KilledWorker::square, x));
      }
      for (AsyncResult<Long> each : results) {
        try {
          System.out.println(each.get());
        } catch (WorkerDiedException e) {
          System.out.println(
              "killed by signal " + e.signal() + ", on each of " + e.deaths().size() + " attempts");
        }
      }
      System.out.println(pool.apply(KilledWorker::square, 15L));
    }
  }
}
