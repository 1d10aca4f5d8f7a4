package dev.warren.job;

import dev.warren.task.WarrenException;

/** A call of a job did not return a value. */
public final class JobTaskException extends WarrenException {

  private static final long serialVersionUID = 1L;

  private final long index;
  private final String type;

  JobTaskException(long index, String type, String message) {
    super("call " + index + ": " + type + (message.isEmpty() ? "" : ": " + message));
    this.index = index;
    this.type = type;
  }

  /**
   * Which call that is.
   *
   * @return its place in the input, from 0
   */
  public long index() {
    return index;
  }

  /**
   * What kind of failure it was.
   *
   * @return a class name, as {@link JobResult#errorType} has it
   */
  public String type() {
    return type;
  }
}
