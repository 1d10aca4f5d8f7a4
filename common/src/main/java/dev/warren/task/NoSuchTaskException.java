package dev.warren.task;

/** There is no method behind a task name, or it may not be called. */
public final class NoSuchTaskException extends WarrenException {

  private static final long serialVersionUID = 1L;

  private final transient TaskName task;

  /**
   * Creates the exception.
   *
   * @param task the name
   * @param message what is wrong with it
   */
  public NoSuchTaskException(TaskName task, String message) {
    super(message);
    this.task = task;
  }

  /**
   * The name that leads nowhere.
   *
   * @return the name
   */
  public TaskName task() {
    return task;
  }
}
