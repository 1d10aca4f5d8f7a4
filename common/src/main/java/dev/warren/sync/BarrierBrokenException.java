package dev.warren.sync;

import dev.warren.task.WarrenException;

/**
 * A barrier is broken: somebody waited for too long, was interrupted, has died or has aborted it
 * (Python: {@code threading.BrokenBarrierError}).
 */
public final class BarrierBrokenException extends WarrenException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what failed and what to do about it
   */
  public BarrierBrokenException(String message) {
    super(message);
  }
}
