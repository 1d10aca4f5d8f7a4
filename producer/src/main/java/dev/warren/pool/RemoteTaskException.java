package dev.warren.pool;

import dev.warren.task.Failure;
import dev.warren.task.WarrenException;

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

  RemoteTaskException(String task, long taskId, String where, Failure failure, Throwable cause) {
    super("task " + task + " (id " + taskId + ") failed " + where + ": " + failure, cause);
    this.taskId = taskId;
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
}
