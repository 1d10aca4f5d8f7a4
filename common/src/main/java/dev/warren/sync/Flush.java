package dev.warren.sync;

import dev.warren.sync.route.Caller;
import dev.warren.sync.wire.Status;
import dev.warren.task.WarrenException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a piece of work: what it has put into queues is there, or it is told. Internal. */
public final class Flush {

  private static final Logger log = LoggerFactory.getLogger(Flush.class);

  private Flush() {}

  /**
   * Waits until everything that this process has sent without waiting has reached its manager, ten
   * seconds at most for each manager. An interrupt does not end the wait, but stays.
   *
   * @throws ManagerGoneException if a manager is gone and something was on its way to it
   * @throws ManagerConnectionException if the connection to one was lost, or it has not answered in
   *     time, and something may not have arrived
   */
  public static void all() {
    WarrenException first = null;
    for (var each : Caller.flushAll().entrySet()) {
      WarrenException failed = failure(each.getKey(), each.getValue());
      if (first == null) {
        first = failed;
      } else {
        first.addSuppressed(failed);
      }
    }
    if (first != null) {
      throw first;
    }
  }

  /** The same behind work that has failed already: what goes wrong here is only logged. */
  public static void afterFailure() {
    try {
      all();
    } catch (WarrenException e) {
      log.warn(e.getMessage());
    }
  }

  private static WarrenException failure(String manager, Status status) {
    return status == Status.GONE
        ? new ManagerGoneException(
            manager,
            "manager "
                + manager
                + " is gone, and what was put into its queues last went to nobody: its process has"
                + " ended or has closed it")
        : new ManagerConnectionException(
            manager,
            "what was put into the queues of manager "
                + manager
                + " last may not be there: the connection to it was lost, or it does not answer");
  }
}
