package dev.warren.examples;

import dev.warren.pool.AsyncResult;
import dev.warren.pool.Pool;
import dev.warren.task.Task;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;

/** A task that runs for ever is cancelled, and nothing else is. */
public final class CancelledTask {

  private static final CountDownLatch STARTED = new CountDownLatch(1);

  private CancelledTask() {}

  /**
   * Never ends.
   *
   * @return nothing
   * @throws InterruptedException never
   */
  @Task
  public static String forEver() throws InterruptedException {
    System.out.println("started");
    new CountDownLatch(1).await();
    return "never";
  }

  /**
   * Cancels.
   *
   * @param args none
   * @throws InterruptedException if it is interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    try (Pool pool = Pool.builder().onOutput(line -> STARTED.countDown()).open()) {
      AsyncResult<String> endless = pool.applyAsync(CancelledTask::forEver);
      STARTED.await();
      AsyncResult<List<Long>> others = pool.mapAsync(Squares::square, List.of(2L, 3L, 4L));

      System.out.println("cancelled: " + endless.cancel(true));

      try {
        endless.get();
      } catch (CancellationException e) {
        System.out.println(e.getMessage());
      }
      System.out.println(others.get());
    }
  }
}
