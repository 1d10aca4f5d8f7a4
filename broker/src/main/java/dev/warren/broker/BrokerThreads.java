package dev.warren.broker;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of one broker, told apart from everybody else's by their group.
 *
 * <p>Qpid makes its threads with {@code Executors.defaultThreadFactory()}: non-daemon whatever
 * their creator is, but in the group of their creator. So a broker that was started inside a group
 * has all its threads there. Thread-safe.
 */
final class BrokerThreads extends ThreadGroup {

  private static final Logger log = LoggerFactory.getLogger(BrokerThreads.class);

  private volatile Runnable onFatalError;

  BrokerThreads() {
    super(root(), "warren-broker");
  }

  /** The group that all others are in. */
  static ThreadGroup root() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }

  /** The live threads of a group and of the groups in it. */
  static List<Thread> live(ThreadGroup group) {
    Thread[] found = new Thread[group.activeCount() + 16];
    int count = group.enumerate(found);
    while (count == found.length) {
      found = new Thread[2 * found.length];
      count = group.enumerate(found);
    }
    return Arrays.asList(found).subList(0, count);
  }

  /** Runs an action on a thread of this group and waits for it, whatever interrupts the caller. */
  <T> T call(Supplier<T> action) {
    try {
      return CompletableFuture.supplyAsync(action, this::startThread).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw e;
    }
  }

  private void startThread(Runnable action) {
    boolean inheritThreadLocals = false;
    Thread thread = new Thread(this, action, "warren-broker-start", 0, inheritThreadLocals);
    thread.setDaemon(true);
    // Qpid finds its plugins through the context class loader, which its threads inherit.
    thread.setContextClassLoader(BrokerThreads.class.getClassLoader());
    thread.start();
  }

  /**
   * Gives every thread an exception handler of its own, which logs, and at an error of the JVM such
   * as a lack of memory runs an action.
   *
   * <p>Where a housekeeping task fails, Qpid halts the JVM unless the thread or the JVM has a
   * handler, and does not count the thread's group as one.
   */
  void handleUncaughtExceptions(Runnable onFatalError) {
    this.onFatalError = onFatalError;
    for (Thread thread : liveOfBroker()) {
      if (thread.getUncaughtExceptionHandler() == this) {
        thread.setUncaughtExceptionHandler(this::handle);
      }
    }
  }

  @Override
  public void uncaughtException(Thread thread, Throwable e) {
    if (isForeign(thread)) {
      super.uncaughtException(thread, e);
    } else {
      handle(thread, e);
    }
  }

  private void handle(Thread thread, Throwable e) {
    log.error("The embedded broker's thread {} failed", thread.getName(), e);
    Runnable action = onFatalError;
    if (e instanceof VirtualMachineError && action != null) {
      action.run();
    }
  }

  /** Waits for all threads to end and names those in the log that do not within the timeout. */
  void awaitEnd(Duration timeout) {
    // Before Java 19 a group is never collected, and with it the broker would not be.
    onFatalError = null;
    long deadline = System.nanoTime() + timeout.toNanos();
    List<Thread> left = liveOfBroker();
    try {
      while (!left.isEmpty() && System.nanoTime() < deadline) {
        long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        left.get(0).join(Math.max(1, millis));
        left = liveOfBroker();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!left.isEmpty()) {
      // Not interrupted: Qpid's selector threads would spin from then on.
      log.error("The embedded broker closed, but threads of it did not end: {}", left);
    }
  }

  private List<Thread> liveOfBroker() {
    return live(this).stream().filter(thread -> !isForeign(thread)).toList();
  }

  /** A worker of the JVM's common pool starts in the group of whoever needed one more. */
  private static boolean isForeign(Thread thread) {
    return thread instanceof ForkJoinWorkerThread;
  }
}
