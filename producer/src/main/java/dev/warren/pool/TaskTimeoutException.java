package dev.warren.pool;

import dev.warren.task.Attempt;
import dev.warren.task.Ending;
import dev.warren.task.Outcome;
import dev.warren.task.TaskName;
import dev.warren.task.WarrenException;
import java.time.Duration;
import java.util.List;

/**
 * The task has run for longer than it may ({@link TaskOptions.Builder#softLimit}, {@link
 * TaskOptions.Builder#hardLimit}), on each attempt that the retry policy allows. The cause is what
 * the task threw when it was interrupted; there is none if its process was killed.
 */
public final class TaskTimeoutException extends WarrenException {

  private static final long serialVersionUID = 1L;

  private final long taskId;
  private final boolean hard;
  private final Duration limit;
  private final transient List<Attempt> attempts;

  private TaskTimeoutException(
      String message, Outcome.TimedOut outcome, List<Attempt> attempts, Throwable cause) {
    super(message, cause);
    this.attempts = List.copyOf(attempts);
    this.taskId = outcome.id();
    this.hard = outcome.hard();
    this.limit = outcome.limit();
  }

  static TaskTimeoutException of(Outcome.TimedOut outcome, TaskName task, Origin origin) {
    List<Attempt> attempts = origin.attempts(new Ending.TimedOut(outcome.hard(), outcome.limit()));
    String message =
        "task "
            + task
            + " (id "
            + outcome.id()
            + ") ran for more than its "
            + (outcome.hard() ? "hard" : "soft")
            + " limit of "
            + outcome.limit()
            + (outcome.hard() ? " and its process was killed" : " and ended when interrupted")
            + ", "
            + origin.where()
            + Origin.before(attempts);
    Throwable cause = outcome.failure().map(Rebuilt::cause).orElse(null);
    return new TaskTimeoutException(message, outcome, attempts, cause);
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
   * Which limit it was.
   *
   * @return true if its process was killed; false if the task ended by an exception after it was
   *     interrupted
   */
  public boolean isHard() {
    return hard;
  }

  /**
   * How long it was given.
   *
   * @return the limit of the attempt
   */
  public Duration limit() {
    return limit;
  }

  /**
   * All attempts at the task, those included that ended in another way.
   *
   * @return at least one, in order; the last one ended with this
   */
  public List<Attempt> attempts() {
    return attempts;
  }
}
