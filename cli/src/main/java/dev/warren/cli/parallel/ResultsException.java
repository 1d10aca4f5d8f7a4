package dev.warren.cli.parallel;

import dev.warren.task.WarrenException;

/** There is no place for the results of a command. */
final class ResultsException extends WarrenException {

  private static final long serialVersionUID = 1L;

  ResultsException(String message) {
    super(message);
  }
}
