package dev.warren.sync;

import dev.warren.codec.Reference;
import dev.warren.sync.wire.Op;
import dev.warren.sync.wire.Status;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;

/**
 * A queue that knows which of its items are dealt with (Python: {@code
 * multiprocessing.JoinableQueue}). Thread-safe.
 *
 * @param <T> the type of the items
 */
public final class JoinableQueue<T> extends Queue<T> {

  static final String KIND = "joinable-queue";

  JoinableQueue(Reference reference, List<Type> types) {
    super(reference, types);
  }

  /**
   * Says that an item that was taken is dealt with; to be called once for each.
   *
   * @throws IllegalStateException if it is called more often than items were put
   * @throws ManagerGoneException if the manager is gone
   */
  public void taskDone() {
    if (askNow(Op.TASK_DONE).status() == Status.TOO_OFTEN) {
      throw new IllegalStateException(
          "taskDone() was called more often than items were put into " + this);
    }
  }

  /**
   * Waits until every item that was put is dealt with.
   *
   * @throws ManagerGoneException if the manager is gone
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public void join() throws InterruptedException {
    askForEver(Op.JOIN);
  }

  /**
   * Waits until every item that was put is dealt with, but not for longer than that.
   *
   * @param timeout how long; zero to look only
   * @return whether that is so
   * @throws IllegalArgumentException if the timeout is negative
   * @throws ManagerGoneException if the manager is gone
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public boolean join(Duration timeout) throws InterruptedException {
    return ask(Op.JOIN, nanos(timeout)).status() == Status.OK;
  }
}
