package dev.warren.cli;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The input broke off. */
final class InputException extends UncheckedIOException {

  private static final long serialVersionUID = 1L;

  InputException(IOException cause) {
    super(cause);
  }
}
