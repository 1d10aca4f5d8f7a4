package dev.warren.pool;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.OtherVersionException;
import dev.warren.task.WarrenException;

/**
 * A worker refused the call before it ran: there is no such task, it may not run there, the
 * arguments do not fit, or it speaks another version of the protocol.
 */
public final class TaskRejectedException extends WarrenException {

  private static final long serialVersionUID = 1L;

  private final long taskId;

  TaskRejectedException(long taskId, String reason) {
    super(reason);
    this.taskId = taskId;
  }

  static TaskRejectedException misunderstood(long taskId, OtherVersionException answer) {
    String reason =
        "worker host %s speaks version %d of the protocol and this program version %d: use the same"
            + " release of Warren for both, or a queue of its own for each release";
    return new TaskRejectedException(
        taskId, reason.formatted(answer.host(), answer.version(), BatchCodec.VERSION));
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
