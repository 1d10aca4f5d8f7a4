package dev.warren.codec;

import dev.warren.task.WarrenException;

/** A JSON value does not fit the Java type it is wanted as. */
public final class UndecodableException extends WarrenException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message which value, and what was expected
   */
  public UndecodableException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message which value, and what was expected
   * @param cause what the reader stumbled over
   */
  public UndecodableException(String message, Throwable cause) {
    super(message, cause);
  }
}
