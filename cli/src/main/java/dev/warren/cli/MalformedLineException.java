package dev.warren.cli;

/** A line of input is no JSON value. */
final class MalformedLineException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MalformedLineException(String message) {
    // Without a stack trace: there may be millions, and each says all in its message.
    super(message, null, false, false);
  }
}
