package dev.warren.pool;

import dev.warren.task.Attempt;
import dev.warren.task.WarrenException;
import java.time.Instant;
import java.util.List;

/**
 * The call, or its next attempt, did not begin in time, as {@link TaskOptions.Builder#expiresAfter}
 * has set it.
 */
public final class TaskExpiredException extends WarrenException {

  private static final long serialVersionUID = 1L;

  private final long taskId;
  private final Instant expiredAt;
  private final transient List<Attempt> attempts;

  TaskExpiredException(String task, long taskId, Instant expiredAt, List<Attempt> attempts) {
    super(
        task
            + (attempts.isEmpty() ? " was not run" : " was not run again")
            + ": no worker was free for it before it expired at "
            + expiredAt
            + ". Give it more time with expiresAfter, or more workers"
            + Origin.lines(attempts));
    this.taskId = taskId;
    this.expiredAt = expiredAt;
    this.attempts = List.copyOf(attempts);
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

  /**
   * The attempts at the task before it expired.
   *
   * @return empty if none had begun; in order
   */
  public List<Attempt> attempts() {
    return attempts;
  }
}
