package dev.warren.pool;

import dev.warren.task.WarrenException;

/**
 * A worker refused the call before it ran: there is no such task, it may not run there, or the
 * arguments do not fit.
 */
public final class TaskRejectedException extends WarrenException {

  private static final long serialVersionUID = 1L;

  private final long taskId;

  TaskRejectedException(long taskId, String reason) {
    super(reason);
    this.taskId = taskId;
  }

  /**
   * The task.
   *
   * @return its id, unique in its pool
   */
  public long taskId() {
    return taskId;
  }
}
