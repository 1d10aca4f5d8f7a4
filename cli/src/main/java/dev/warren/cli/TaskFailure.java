package dev.warren.cli;

import dev.warren.pool.PoolInterruptedException;
import dev.warren.pool.PoolTerminatedException;
import dev.warren.pool.RemoteTaskException;
import dev.warren.task.WarrenException;

/**
 * How one call failed, as data.
 *
 * @param type the class of the exception, as it was where it was thrown
 * @param message what it said, in one line
 */
record TaskFailure(String type, String message) {

  /** Describes what a pool throws for a call; throws on what is not about a call alone. */
  static TaskFailure of(Throwable thrown) {
    RemoteTaskException remote = remote(thrown);
    if (remote != null) {
      return new TaskFailure(remote.remoteType(), Text.oneLine(remote.remoteMessage()));
    }
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof MalformedLineException) {
        return local(each);
      }
    }
    if (thrown instanceof WarrenException
        && !(thrown instanceof PoolTerminatedException)
        && !(thrown instanceof PoolInterruptedException)) {
      return local(thrown);
    }
    if (thrown instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    throw (Error) thrown;
  }

  private static TaskFailure local(Throwable thrown) {
    return new TaskFailure(thrown.getClass().getName(), Text.oneLine(thrown.getMessage()));
  }

  /** An exception that could be rebuilt says in a suppressed one where it came from. */
  private static RemoteTaskException remote(Throwable thrown) {
    if (thrown instanceof RemoteTaskException remote) {
      return remote;
    }
    for (Throwable each : thrown.getSuppressed()) {
      if (each instanceof RemoteTaskException remote) {
        return remote;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return message.isEmpty() ? type : type + ": " + message;
  }
}
