package dev.warren.pool;

import dev.warren.task.WarrenException;
import java.time.Instant;

/** The call did not begin in time, as {@link TaskOptions.Builder#expiresAfter} has set it. */
public final class TaskExpiredException extends WarrenException {

  private static final long serialVersionUID = 1L;

  private final long taskId;
  private final Instant expiredAt;

  TaskExpiredException(String task, long taskId, Instant expiredAt) {
    super(
        task
            + " was not run: no worker was free for it before it expired at "
            + expiredAt
            + ". Give it more time with expiresAfter, or more workers");
    this.taskId = taskId;
    this.expiredAt = expiredAt;
  }

  /**
   * The task.
   *
   * @return its id, unique in its pool
   */
  public long taskId() {
    return taskId;
  }

  /**
   * When it was too late.
   *
   * @return the time, by the producer's clock when it submitted the call
   */
  public Instant expiredAt() {
    return expiredAt;
  }
}
