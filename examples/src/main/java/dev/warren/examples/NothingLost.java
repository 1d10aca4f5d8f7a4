package dev.warren.examples;

import static dev.warren.retry.HeapEscalation.heapTimes;
import static dev.warren.retry.HeapEscalation.upTo;

import dev.warren.pool.AsyncResult;
import dev.warren.pool.Pool;
import dev.warren.pool.TaskOptions;
import dev.warren.retry.Backoff;
import dev.warren.retry.RetryPolicy;
import dev.warren.task.Task;
import dev.warren.task.TaskContext;
import java.io.IOException;
import java.time.Duration;

/** The second example of the README, word for word. */
final class NothingLost {

  @Task
  static String read(String page) throws IOException {
    if (TaskContext.current().attempt() < 3) {
      throw new IOException("no connection");
    }
    return page;
  }

  public static void main(String[] args) {
    RetryPolicy policy =
        RetryPolicy.builder()
            .attempts(5)
            .backoff(Backoff.of(Duration.ofMillis(100), Duration.ofMinutes(5)))
            .retryOn(IOException.class)
            .onOutOfMemory(heapTimes(2), upTo("2g"))
            .build();
    TaskOptions patient =
        TaskOptions.builder().retry(policy).hardLimit(Duration.ofMinutes(1)).build();
    TaskOptions later = TaskOptions.builder().delay(Duration.ofSeconds(2)).build();
    try (Pool pool = Pool.builder().options(patient).open()) {
      AsyncResult<String> one = pool.applyAsync(NothingLost::read, "index");
      AsyncResult<String> two = pool.with(later).applyAsync(NothingLost::read, "contents");
      System.out.println(one.get() + " after " + one.attempts().size() + " failures");
      System.out.println(two.get());
    }
  }
}
