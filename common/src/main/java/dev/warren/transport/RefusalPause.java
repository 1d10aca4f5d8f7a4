package dev.warren.transport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Sends once more, what the broker has refused after a moment: on a thread of its own, because
 * publishing may block, and the threads of the JVM's common pool belong to the users. Thread-safe.
 */
public final class RefusalPause {

  private static final long PAUSE_MILLIS = 100;

  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), RefusalPause::newThread);

  /** Creates one; its thread ends by itself when there is nothing to do. */
  public RefusalPause() {
    thread.allowCoreThreadTimeOut(true);
  }

  private static Thread newThread(Runnable task) {
    Thread made = new Thread(task, "warren-resend");
    made.setDaemon(true);
    return made;
  }

  /**
   * Runs an action as soon as those before it have run.
   *
   * @param action the action
   */
  public void next(Runnable action) {
    thread.execute(action);
  }

  /**
   * Runs an action after a tenth of a second, one at a time.
   *
   * @param again the action
   */
  public void then(Runnable again) {
    CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS, thread).execute(again);
  }
}
