package dev.warren.sync;

import dev.warren.codec.Reference;
import dev.warren.sync.wire.Answer;
import dev.warren.sync.wire.Numbers;
import dev.warren.sync.wire.Op;
import dev.warren.sync.wire.Status;
import java.time.Duration;

/**
 * A place where a number of parties wait for each other, any number of times (Python: {@code
 * multiprocessing.Barrier}). If one of those that wait does so for longer than it wants, is
 * interrupted or dies, the barrier is broken for all, until {@link #reset}. One that dies before it
 * gets here is not missed: give a timeout where that may happen. Thread-safe.
 */
public final class Barrier extends Handle {

  static final String KIND = "barrier";

  Barrier(Reference reference) {
    super(reference);
  }

  /**
   * Waits until all parties do.
   *
   * @return how many were here before, from 0 to one less than the parties: a different number for
   *     each
   * @throws BarrierBrokenException if the barrier is broken, or breaks
   * @throws ManagerGoneException if the manager is gone
   * @throws InterruptedException if the thread is interrupted while it waits; the barrier breaks
   */
  public int await() throws InterruptedException {
    return index(askForEver(Op.AWAIT));
  }

  /**
   * Waits until all parties do; if that takes too long, the barrier breaks.
   *
   * @param timeout how long
   * @return how many were here before
   * @throws BarrierBrokenException if the barrier is broken, or breaks
   * @throws IllegalArgumentException if the timeout is negative
   * @throws ManagerGoneException if the manager is gone
   * @throws InterruptedException if the thread is interrupted while it waits; the barrier breaks
   */
  public int await(Duration timeout) throws InterruptedException {
    return index(ask(Op.AWAIT, nanos(timeout)));
  }

  private int index(Answer answer) {
    if (answer.status() == Status.BROKEN) {
      throw new BarrierBrokenException(
          this
              + " is broken: somebody who waited was late, interrupted or died, or called abort()");
    }
    return (int) Numbers.read(answer.values().get(0));
  }

  /**
   * Makes the barrier whole and empty; for those that wait it is broken.
   *
   * @throws ManagerGoneException if the manager is gone
   */
  public void reset() {
    askNow(Op.RESET);
  }

  /**
   * Breaks the barrier, for those that wait and for all that come.
   *
   * @throws ManagerGoneException if the manager is gone
   */
  public void abort() {
    askNow(Op.ABORT);
  }

  /**
   * Whether the barrier is broken.
   *
   * @return an answer that may have changed by now
   * @throws ManagerGoneException if the manager is gone
   */
  public boolean isBroken() {
    return askNow(Op.IS_SET).status() == Status.OK;
  }

  /**
   * How many wait for each other.
   *
   * @return the number it was made with
   * @throws ManagerGoneException if the manager is gone
   */
  public int parties() {
    return (int) Numbers.read(askNow(Op.BOUND).values().get(0));
  }

  /**
   * How many wait (Python: {@code n_waiting}).
   *
   * @return a number that may have changed by now
   * @throws ManagerGoneException if the manager is gone
   */
  public int waiting() {
    return (int) Numbers.read(askNow(Op.SIZE).values().get(0));
  }
}
