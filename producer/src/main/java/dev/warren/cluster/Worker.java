package dev.warren.cluster;

import dev.warren.task.HostReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A worker host, as it is in the register and as it has answered. Immutable.
 *
 * @param id its id, which no other host has; another one after each start
 * @param name what people call it; several hosts may have one name
 * @param queue the queue that it serves
 * @param pid its process, on its machine
 * @param version which Warren it runs
 * @param heard when it was last heard of, by its own clock: now, if it has answered
 * @param presence whether it has answered
 * @param roundTrip how long the answer took; zero if there was none
 * @param refusal why it has not done what it was told; empty if it has, or was not reached
 * @param report how it is; empty if it has not answered, or would not say
 */
public record Worker(
    String id,
    String name,
    String queue,
    long pid,
    String version,
    Instant heard,
    Presence presence,
    Duration roundTrip,
    String refusal,
    Optional<HostReport> report) {

  /** Whether a worker host has answered. */
  public enum Presence {
    /** It has. */
    HERE,
    /** It has not within the time: it may hang, or be cut off. */
    UNKNOWN,
    /**
     * It has no connection to the broker and has not said that it would end: it was killed, or is
     * cut off.
     */
    GONE
  }

  /**
   * Whether it has done what it was told.
   *
   * @return false if it has refused, or was not reached
   */
  public boolean hasObeyed() {
    return presence == Presence.HERE && refusal.isEmpty();
  }
}
