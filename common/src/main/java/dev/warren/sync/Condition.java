package dev.warren.sync;

import dev.warren.codec.Reference;
import dev.warren.sync.wire.Answer;
import dev.warren.sync.wire.Numbers;
import dev.warren.sync.wire.Op;
import dev.warren.sync.wire.Status;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * A condition with its lock, an {@link RLock} (Python: {@code multiprocessing.Condition}). To wait
 * and to signal, a thread holds the lock; while it waits it has given it up, however often it had
 * acquired it, and when it goes on it holds it as before. Thread-safe.
 *
 * <pre>{@code
 * try (Held held = condition.hold()) {
 *   condition.awaitUntil(() -> stock.get() > 0);
 * }
 * }</pre>
 */
public final class Condition extends Acquirable {

  static final String KIND = "condition";

  Condition(Reference reference) {
    super(reference);
  }

  /**
   * Waits until it is signalled.
   *
   * @throws IllegalStateException if this thread does not hold the lock
   * @throws ManagerGoneException if the manager is gone
   * @throws InterruptedException if the thread is interrupted while it waits; it holds the lock
   */
  public void await() throws InterruptedException {
    held(askForEver(Op.AWAIT), "wait for");
  }

  /**
   * Waits until it is signalled, but not for longer than that. To hold the lock again may take
   * more.
   *
   * @param timeout how long
   * @return whether it was signalled
   * @throws IllegalStateException if this thread does not hold the lock
   * @throws IllegalArgumentException if the timeout is negative
   * @throws ManagerGoneException if the manager is gone
   * @throws InterruptedException if the thread is interrupted while it waits; it holds the lock
   */
  public boolean await(Duration timeout) throws InterruptedException {
    return held(ask(Op.AWAIT, nanos(timeout)), "wait for").status() == Status.OK;
  }

  /**
   * Waits until something is so; looks again whenever it is signalled (Python: {@code wait_for}).
   *
   * @param predicate looked at under the lock, in this process
   * @throws IllegalStateException if this thread does not hold the lock
   * @throws ManagerGoneException if the manager is gone
   * @throws InterruptedException if the thread is interrupted while it waits; it holds the lock
   */
  public void awaitUntil(BooleanSupplier predicate) throws InterruptedException {
    while (!predicate.getAsBoolean()) {
      await();
    }
  }

  /**
   * Waits until something is so, but not for longer than that.
   *
   * @param predicate looked at under the lock, in this process
   * @param timeout how long
   * @return whether it is so
   * @throws IllegalStateException if this thread does not hold the lock
   * @throws IllegalArgumentException if the timeout is negative
   * @throws ManagerGoneException if the manager is gone
   * @throws InterruptedException if the thread is interrupted while it waits; it holds the lock
   */
  public boolean awaitUntil(BooleanSupplier predicate, Duration timeout)
      throws InterruptedException {
    long limit = nanos(timeout);
    long start = System.nanoTime();
    while (!predicate.getAsBoolean()) {
      long left = limit - (System.nanoTime() - start);
      if (left <= 0) {
        return false;
      }
      await(Duration.ofNanos(left));
    }
    return true;
  }

  /**
   * Wakes one that waits (Python: {@code notify}).
   *
   * @throws IllegalStateException if this thread does not hold the lock
   * @throws ManagerGoneException if the manager is gone
   */
  public void signal() {
    signal(1);
  }

  /**
   * Wakes some that wait (Python: {@code notify(n)}).
   *
   * @param count how many at most, at least 1
   * @throws IllegalStateException if this thread does not hold the lock
   * @throws IllegalArgumentException if count is less than 1
   * @throws ManagerGoneException if the manager is gone
   */
  public void signal(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("count is at least 1, not " + count);
    }
    held(askNow(Op.SIGNAL, Numbers.write(count)), "signal");
  }

  /**
   * Wakes all that wait (Python: {@code notify_all}).
   *
   * @throws IllegalStateException if this thread does not hold the lock
   * @throws ManagerGoneException if the manager is gone
   */
  public void signalAll() {
    signal(Integer.MAX_VALUE);
  }

  private Answer held(Answer answer, String what) {
    if (answer.status() == Status.NOT_HELD) {
      throw new IllegalStateException("acquire " + this + " before you " + what + " it");
    }
    return answer;
  }
}
