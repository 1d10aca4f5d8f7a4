package dev.warren.cli.parallel;

/** A command was to be started, but the run has ended before anybody ran it: it has not failed. */
final class GivenUpException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  GivenUpException(Throwable cause) {
    super(cause);
  }
}
