package dev.warren.sync;

import dev.warren.task.WarrenException;

/** Nothing came into a queue in the given time (Python: {@code queue.Empty}). */
public final class QueueEmptyException extends WarrenException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what failed and what to do about it
   */
  public QueueEmptyException(String message) {
    super(message);
  }
}
