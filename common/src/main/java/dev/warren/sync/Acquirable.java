package dev.warren.sync;

import dev.warren.codec.Reference;
import dev.warren.sync.route.Reply;
import dev.warren.sync.route.Tenure;
import dev.warren.sync.wire.Op;
import dev.warren.sync.wire.Request;
import dev.warren.sync.wire.Status;
import java.time.Duration;
import java.util.Map;
import java.util.WeakHashMap;

/** Something that is acquired and released. */
abstract class Acquirable extends Handle {

  /** That a thread has acquired something, in the last of its tenures, and not released it. */
  private record Holding(Tenure tenure, int times) {}

  /** By handle, equal ones being one, for as long as there is the handle. */
  private static final ThreadLocal<Map<Acquirable, Holding>> HOLDINGS =
      ThreadLocal.withInitial(WeakHashMap::new);

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
    note(askToKeep(Op.ACQUIRE, Request.FOR_EVER).tenure());
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
    Reply reply = askToKeep(Op.ACQUIRE, nanos(timeout));
    boolean acquired = reply.answer().status() == Status.OK;
    if (acquired) {
      note(reply.tenure());
    }
    return acquired;
  }

  private void note(Tenure tenure) {
    HOLDINGS
        .get()
        .merge(
            this,
            new Holding(tenure, 1),
            (last, one) -> last.tenure() == tenure ? new Holding(tenure, last.times() + 1) : one);
  }

  /**
   * Acquires it for a block.
   *
   * @return releases it; throws a {@link ManagerConnectionException} instead if the connection to
   *     the manager was lost meanwhile, because then it is released already and may be somebody
   *     else's
   * @throws ManagerGoneException if the manager is gone
   * @throws InterruptedException if the thread is interrupted while it waits; it is not acquired
   */
  public Held hold() throws InterruptedException {
    Tenure tenure = askToKeep(Op.ACQUIRE, Request.FOR_EVER).tenure();
    return new Held(
        () -> {
          checkKept(tenure);
          giveBack();
        });
  }

  /**
   * Releases it.
   *
   * @throws IllegalStateException if it may not be released, by this thread or at all
   * @throws ManagerConnectionException if the connection to the manager was lost since this thread
   *     has acquired it: it is released already, and may be somebody else's
   * @throws ManagerGoneException if the manager is gone
   */
  public void release() {
    Holding last = HOLDINGS.get().remove(this);
    if (last != null) {
      if (last.times() > 1) {
        HOLDINGS.get().put(this, new Holding(last.tenure(), last.times() - 1));
      }
      checkKept(last.tenure());
    }
    giveBack();
  }

  private void giveBack() {
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
