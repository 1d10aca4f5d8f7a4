package dev.warren.sync;

import dev.warren.codec.Reference;
import dev.warren.sync.wire.Op;
import dev.warren.sync.wire.Status;
import java.time.Duration;

/**
 * Something that has happened or not, for processes to wait for (Python: {@code
 * multiprocessing.Event}). Thread-safe.
 */
public final class Event extends Handle {

  static final String KIND = "event";

  Event(Reference reference) {
    super(reference);
  }

  /**
   * Makes it true; whoever waits goes on.
   *
   * @throws ManagerGoneException if the manager is gone
   */
  public void set() {
    askNow(Op.SET);
  }

  /**
   * Makes it false.
   *
   * @throws ManagerGoneException if the manager is gone
   */
  public void clear() {
    askNow(Op.CLEAR);
  }

  /**
   * Whether it is true.
   *
   * @return an answer that may have changed by now
   * @throws ManagerGoneException if the manager is gone
   */
  public boolean isSet() {
    return askNow(Op.IS_SET).status() == Status.OK;
  }

  /**
   * Waits until it is true.
   *
   * @throws ManagerGoneException if the manager is gone
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public void await() throws InterruptedException {
    askForEver(Op.AWAIT);
  }

  /**
   * Waits until it is true, but not for longer than that.
   *
   * @param timeout how long; zero to look only
   * @return whether it is
   * @throws IllegalArgumentException if the timeout is negative
   * @throws ManagerGoneException if the manager is gone
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public boolean await(Duration timeout) throws InterruptedException {
    return ask(Op.AWAIT, nanos(timeout)).status() == Status.OK;
  }
}
