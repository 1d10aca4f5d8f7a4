package dev.warren.sync.route;

import dev.warren.sync.wire.Status;
import java.util.Optional;

/**
 * How long a client keeps what it takes at a manager: until the way there is lost. Then the manager
 * has released it, and somebody else may have it. Thread-safe.
 */
public final class Tenure {

  private volatile Status end;

  Tenure() {}

  /**
   * How it has ended.
   *
   * @return {@link Status#LOST} or {@link Status#GONE}; nothing while it lasts
   */
  public Optional<Status> end() {
    return Optional.ofNullable(end);
  }

  void end(Status how) {
    end = how;
  }
}
