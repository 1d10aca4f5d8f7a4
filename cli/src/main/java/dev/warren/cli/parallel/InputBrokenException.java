package dev.warren.cli.parallel;

/** The input cannot be read, or not to its end. */
public final class InputBrokenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InputBrokenException(String message, Throwable cause) {
    super(message, cause);
  }
}
