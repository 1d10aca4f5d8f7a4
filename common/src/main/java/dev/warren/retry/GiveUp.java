package dev.warren.retry;

/**
 * Thrown by a task for which there is no use in trying again: it fails with this, whatever its
 * {@link RetryPolicy} says.
 */
public final class GiveUp extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message why
   */
  public GiveUp(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message why
   * @param cause what led to it
   */
  public GiveUp(String message, Throwable cause) {
    super(message, cause);
  }
}
