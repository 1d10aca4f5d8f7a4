package dev.warren.worker.child;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Interrupts the thread of a task that has run for too long, once, and no task after it.
 * Thread-safe.
 */
final class SoftLimit {

  private final LongSupplier clock;
  private Thread thread;
  private long begun;
  private long nanos;
  private boolean interrupted;

  SoftLimit(LongSupplier clock) {
    this.clock = clock;
  }

  /** A task begins, on this thread. */
  synchronized void begin(Duration limit) {
    thread = Thread.currentThread();
    begun = clock.getAsLong();
    nanos = limit.toNanos();
    interrupted = false;
  }

  /** Interrupts the task if it is time. */
  synchronized void look() {
    if (thread != null && !interrupted && clock.getAsLong() - begun >= nanos) {
      interrupted = true;
      thread.interrupt();
    }
  }

  /** The task has ended, if one has begun; whether it was interrupted. Nothing is from here on. */
  synchronized boolean end() {
    boolean was = thread != null && interrupted;
    thread = null;
    return was;
  }
}
