package dev.warren.broker;

import java.util.Comparator;
import java.util.Optional;

/**
 * Waits until brokers are all that keeps the JVM alive, then runs an action.
 *
 * <p>It stands in for daemon threads, which Qpid cannot be made to use. It joins the other
 * non-daemon threads one after the other and so costs nothing while it waits.
 */
final class ExitGuard extends Thread {

  /** What the JVM calls the thread in which it waits for all non-daemon threads to end. */
  private static final String JVM_EXIT_THREAD = "DestroyJavaVM";

  /** A thread that ends while threads are listed may have started one that the list lacks. */
  private static final int LOOKS = 3;

  private final Runnable onlyBrokersLeft;

  ExitGuard(Runnable onlyBrokersLeft) {
    super(BrokerThreads.root(), null, "warren-broker-guard", 0, false);
    this.onlyBrokersLeft = onlyBrokersLeft;
    setDaemon(true);
  }

  @Override
  public void run() {
    try {
      int lookedInVain = 0;
      while (lookedInVain < LOOKS) {
        Optional<Thread> thread = oldestUserThread();
        if (thread.isPresent()) {
          thread.get().join();
          lookedInVain = 0;
        } else {
          lookedInVain++;
        }
      }
      onlyBrokersLeft.run();
    } catch (InterruptedException e) {
      interrupt();
    }
  }

  /** Ends this guard and waits until it has ended. */
  void end() {
    interrupt();
    try {
      join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The oldest is likely to live longest, so that few joins are needed. Not left out if it has
   * ended meanwhile: what it has started may not be in this list.
   */
  private static Optional<Thread> oldestUserThread() {
    return BrokerThreads.live(BrokerThreads.root()).stream()
        .filter(thread -> !thread.isDaemon())
        .filter(thread -> !(thread.getThreadGroup() instanceof BrokerThreads))
        .filter(thread -> !thread.getName().equals(JVM_EXIT_THREAD))
        .min(Comparator.comparingLong(Thread::getId));
  }
}
