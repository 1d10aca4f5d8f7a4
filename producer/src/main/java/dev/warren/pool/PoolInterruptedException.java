package dev.warren.pool;

import dev.warren.task.WarrenException;

/**
 * The thread was interrupted while it waited for the pool. Its interrupt flag is set again; what it
 * waited for goes on.
 */
public final class PoolInterruptedException extends WarrenException {

  private static final long serialVersionUID = 1L;

  PoolInterruptedException(String waitedFor, InterruptedException cause) {
    super("interrupted while waiting for " + waitedFor, cause);
    Thread.currentThread().interrupt();
  }
}
