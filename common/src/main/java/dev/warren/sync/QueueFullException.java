package dev.warren.sync;

import dev.warren.task.WarrenException;

/** There was no room in a queue in the given time (Python: {@code queue.Full}). */
public final class QueueFullException extends WarrenException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what failed and what to do about it
   */
  public QueueFullException(String message) {
    super(message);
  }
}
