package dev.warren.pool;

import dev.warren.task.TaskName;

/** A call that has no outcome yet. Completed once, by whoever takes it out of its batch. */
interface Pending {

  /** The call has an outcome. Must be quick, and must not throw. */
  void complete(Conclusion conclusion);

  /** The pool ends the call without an outcome. */
  default void fail(TaskName task, RuntimeException reason) {
    complete(Conclusion.failed(reason));
  }
}
