package dev.warren.task;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What a worker host answers when it is asked how it is. Immutable.
 *
 * @param state in a word
 * @param since when it came into that state, by the clock of the host
 * @param reason why it is wedged, or not connected; empty in every other state
 * @param slots how many batches, and commands, it can run at a time
 * @param busy how many of them are taken
 * @param tasksDone how many calls it has answered for good since it was started
 * @param failures how many of these answers were neither results nor cancellations
 * @param memory what its worker processes keep in the machine's memory, in bytes; 0 where the
 *     system does not tell
 * @param uptime how long ago it was started
 */
public record HostReport(
    HostState state,
    Instant since,
    String reason,
    int slots,
    int busy,
    long tasksDone,
    long failures,
    long memory,
    Duration uptime) {

  /** Checks that nothing is missing. */
  public HostReport {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(uptime, "uptime");
  }
}
