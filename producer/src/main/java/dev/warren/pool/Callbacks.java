package dev.warren.pool;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs callbacks on one thread, in order; one that throws is logged and harms nothing. */
final class Callbacks {

  private static final Logger log = LoggerFactory.getLogger(Callbacks.class);

  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          this::newThread,
          this::afterTheEnd);

  private volatile Thread current;

  private Thread newThread(Runnable task) {
    Thread made = new Thread(task, "warren-callbacks");
    made.setDaemon(true);
    current = made;
    return made;
  }

  /** The callback thread takes no more, so this runs on the caller's own, but not beside it. */
  private void afterTheEnd(Runnable task, ThreadPoolExecutor ended) {
    try {
      if (!isCurrentThread()) {
        ended.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
      }
      task.run();
    } catch (InterruptedException e) {
      throw new PoolInterruptedException("the last callbacks", e);
    }
  }

  boolean isCurrentThread() {
    return Thread.currentThread() == current;
  }

  void run(Runnable callback) {
    Runnable guarded =
        () -> {
          try {
            callback.run();
          } catch (Throwable e) {
            // A callback in another language may throw checked exceptions as well.
            log.error("a callback threw", e);
          }
        };
    thread.execute(guarded);
  }

  /** Runs what waits, then ends the thread. */
  void finish() throws InterruptedException {
    thread.shutdown();
    thread.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
  }
}
