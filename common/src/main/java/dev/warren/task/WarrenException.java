package dev.warren.task;

/** The root of everything Warren throws on its own account. */
public class WarrenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception without a cause.
   *
   * @param message what failed and what to do about it
   */
  public WarrenException(String message) {
    super(message);
  }

  /**
   * Creates an exception.
   *
   * @param message what failed and what to do about it
   * @param cause what led to it
   */
  public WarrenException(String message, Throwable cause) {
    super(message, cause);
  }
}
