package dev.warren.codec;

import dev.warren.task.WarrenException;

/** A value cannot be written as JSON, so it cannot travel. */
public final class UnencodableException extends WarrenException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message which value, and what to do
   * @param cause what the writer stumbled over
   */
  public UnencodableException(String message, Throwable cause) {
    super(message, cause);
  }
}
