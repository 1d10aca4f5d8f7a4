package dev.warren.codec;

import dev.warren.task.WarrenException;

/** A message is not what the protocol says. */
public class MalformedMessageException extends WarrenException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what is wrong with it
   */
  public MalformedMessageException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message what is wrong with it
   * @param cause what the reader stumbled over
   */
  public MalformedMessageException(String message, Throwable cause) {
    super(message, cause);
  }
}
