package dev.warren.examples;

import dev.warren.pool.AsyncResult;
import dev.warren.pool.Pool;
import dev.warren.pool.TaskOptions;
import dev.warren.retry.Backoff;
import dev.warren.retry.RetryPolicy;
import dev.warren.task.Attempt;
import dev.warren.task.Task;
import dev.warren.task.TaskContext;
import java.io.IOException;
import java.time.Duration;

/** A task that fails is tried again after a while, and the handle tells of each attempt. */
public final class RetriedTask {

  private RetriedTask() {}

  /** Reads a page, but not before its third attempt. */
  @Task
  static String read(String page) throws IOException {
    int attempt = TaskContext.current().attempt();
    if (attempt < 3) {
      throw new IOException("no connection");
    }
    return page + ", read at attempt " + attempt;
  }

  /**
   * Runs the example.
   *
   * @param args none
   */
  public static void main(String[] args) {
    RetryPolicy policy =
        RetryPolicy.builder()
            .attempts(5)
            .backoff(Backoff.of(Duration.ofMillis(100), Duration.ofSeconds(1)))
            .retryOn(IOException.class)
            .build();
    try (Pool pool = Pool.builder().processes(2).open()) {
      AsyncResult<String> result =
          pool.with(TaskOptions.builder().retry(policy).build())
              .applyAsync(RetriedTask::read, "index");
      System.out.println(result.get());
      for (Attempt each : result.attempts()) {
        System.out.println("attempt " + each.number() + ": " + each.ending().summary());
      }
    }
  }
}
