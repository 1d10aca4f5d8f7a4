package dev.warren.pool;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads of this program for the stages of a {@link CompletableFuture}, which cannot travel: each
 * runs one, and waits there for the task that runs in the pool. Thread-safe.
 */
final class Carriers {

  private static final Logger log = LoggerFactory.getLogger(Carriers.class);
  private static final long IDLE_SECONDS = 10;

  private final AtomicInteger made = new AtomicInteger();
  private final AtomicBoolean warned = new AtomicBoolean();

  /** Whether what runs on this thread has asked the pool for anything. */
  private final ThreadLocal<Boolean> asked = ThreadLocal.withInitial(() -> false);

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          this::newThread);

  private Thread newThread(Runnable work) {
    Thread thread = new Thread(work, "warren-carrier-" + made.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /** Whether it is a stage, whatever the JDK has wrapped there. */
  static boolean isStage(Runnable command) {
    return command instanceof CompletableFuture.AsynchronousCompletionTask;
  }

  void run(Runnable command) {
    threads.execute(() -> carry(command));
  }

  private void carry(Runnable command) {
    asked.set(false);
    command.run();
    if (!asked.get() && warned.compareAndSet(false, true)) {
      log.warn(
          "a stage of a CompletableFuture ran in this program and not in the pool: wrap what should"
              + " run there, as in supplyAsync(executor.remote(Tasks::something), executor)");
    }
  }

  /** What runs on this thread asks the pool for something. */
  void asked() {
    asked.set(true);
  }

  /** Takes no more; runs the action once what is here has ended, and keeps the JVM until then. */
  void end(Runnable action) {
    threads.shutdown();
    if (threads.isTerminated()) {
      action.run();
      return;
    }
    Thread waiting =
        new Thread(
            () -> {
              try {
                threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
              } catch (InterruptedException e) {
                log.warn("the end of an executor was interrupted");
              } finally {
                action.run();
              }
            },
            "warren-shutdown");
    waiting.start();
  }

  /** Takes no more, and interrupts what is here. */
  void endNow() {
    threads.shutdownNow();
  }
}
