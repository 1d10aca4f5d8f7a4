package dev.warren.sync;

import dev.warren.task.WarrenException;

/**
 * The other end of a pipe is closed, and nothing is left to receive (Python: {@code EOFError} and
 * {@code BrokenPipeError}).
 */
public final class PipeEndedException extends WarrenException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what failed and what to do about it
   */
  public PipeEndedException(String message) {
    super(message);
  }
}
