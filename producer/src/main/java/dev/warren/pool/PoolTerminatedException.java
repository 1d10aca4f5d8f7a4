package dev.warren.pool;

import dev.warren.task.WarrenException;

/** The pool was terminated, or failed, before the task had an outcome. */
public final class PoolTerminatedException extends WarrenException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what ended the pool
   * @param cause what made it fail, or null
   */
  public PoolTerminatedException(String message, Throwable cause) {
    super(message, cause);
  }
}
