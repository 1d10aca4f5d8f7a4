package dev.warren.pool;

import dev.warren.task.Attempt;
import dev.warren.task.Ending;
import dev.warren.task.Failure;
import dev.warren.task.WarrenException;
import java.util.List;

/**
 * A task threw an exception that cannot be thrown here as what it was: a checked one, which is then
 * the cause, or one whose class is missing here or cannot be rebuilt. It is also added, as a
 * suppressed exception, to one that is rebuilt, to say where that came from.
 */
public final class RemoteTaskException extends WarrenException {

  private static final long serialVersionUID = 1L;

  private final long taskId;
  private final String remoteType;
  private final String remoteMessage;
  private final transient List<Attempt> attempts;

  RemoteTaskException(String task, long taskId, Origin origin, Failure failure, Throwable cause) {
    this(task, taskId, origin.where(), failure, origin.attempts(Ending.Failed.of(failure)), cause);
  }

  private RemoteTaskException(
      String task,
      long taskId,
      String where,
      Failure failure,
      List<Attempt> attempts,
      Throwable cause) {
    super(
        "task "
            + task
            + " (id "
            + taskId
            + ") failed "
            + where
            + ": "
            + failure
            + Origin.before(attempts),
        cause);
    this.taskId = taskId;
    this.attempts = List.copyOf(attempts);
    this.remoteType = failure.type();
    this.remoteMessage = failure.message();
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
   * What the task threw.
   *
   * @return the class name of the exception
   */
  public String remoteType() {
    return remoteType;
  }

  /**
   * What the exception said.
   *
   * @return its message, possibly null
   */
  public String remoteMessage() {
    return remoteMessage;
  }

  /**
   * All attempts at the task.
   *
   * @return at least one, in order; the last one ended with this
   */
  public List<Attempt> attempts() {
    return attempts;
  }
}
