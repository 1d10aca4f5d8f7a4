package dev.warren.cli.parallel;

import dev.warren.task.WarrenException;

/** A file could not be sent with its command, or not be brought back. */
final class TransferException extends WarrenException {

  private static final long serialVersionUID = 1L;

  TransferException(String message) {
    super(message);
  }
}
