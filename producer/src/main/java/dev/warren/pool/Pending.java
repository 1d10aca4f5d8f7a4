package dev.warren.pool;

import dev.warren.task.Attempt;
import java.util.List;

/** A call that has no outcome yet. Completed once, by whoever takes it out of its batch. */
interface Pending {

  /** The call has an outcome. Must be quick, and must not throw. */
  void complete(Conclusion conclusion);

  /** Whether nobody wants an outcome any more: it need not be sent. */
  default boolean isCancelled() {
    return false;
  }

  /** The place of the call in the input of its map, from 0; -1 for single calls. */
  default long index() {
    return -1;
  }

  /** The call is in a batch that is about to be sent: cancelling it is the batch's business now. */
  default void joined(Flight flight, long taskId) {}

  /** The attempts at the call that came before the one that is next, or was its last. */
  default void triedBefore(List<Attempt> attempts) {}

  /**
   * What has become of a call that was cancelled after it had joined a batch. Must be quick, and
   * must not throw.
   *
   * @param neverRan whether it is certain that it did not begin, and never will
   */
  default void settled(boolean neverRan) {}
}
