package dev.warren.sync;

import dev.warren.codec.Reference;
import dev.warren.sync.wire.Op;
import dev.warren.sync.wire.Status;
import java.time.Duration;

/** Something that is acquired and released. */
abstract class Acquirable extends Handle {

  Acquirable(Reference reference) {
    super(reference);
  }

  /**
   * Acquires it; waits until that is possible. Whoever has waited for longest comes first.
   *
   * @throws ManagerGoneException if the manager is gone
   * @throws InterruptedException if the thread is interrupted while it waits; it is not acquired
   */
  public void acquire() throws InterruptedException {
    askForEver(Op.ACQUIRE);
  }

  /**
   * Acquires it, if that is possible in time.
   *
   * @param timeout how long to wait; zero not to wait
   * @return whether it is acquired
   * @throws IllegalArgumentException if the timeout is negative
   * @throws ManagerGoneException if the manager is gone
   * @throws InterruptedException if the thread is interrupted while it waits; it is not acquired
   */
  public boolean acquire(Duration timeout) throws InterruptedException {
    return ask(Op.ACQUIRE, nanos(timeout)).status() == Status.OK;
  }

  /**
   * Acquires it for a block.
   *
   * @return releases it
   * @throws ManagerGoneException if the manager is gone
   * @throws InterruptedException if the thread is interrupted while it waits; it is not acquired
   */
  public Held hold() throws InterruptedException {
    acquire();
    return new Held(this::release);
  }

  /**
   * Releases it.
   *
   * @throws IllegalStateException if it may not be released, by this thread or at all
   * @throws ManagerGoneException if the manager is gone
   */
  public void release() {
    Status status = askNow(Op.RELEASE).status();
    if (status == Status.NOT_HELD) {
      throw new IllegalStateException(
          this + " is not held by this thread: only the thread that has acquired it releases it");
    }
    if (status == Status.TOO_OFTEN) {
      throw new IllegalStateException(this + " was released more often than acquired");
    }
  }
}
