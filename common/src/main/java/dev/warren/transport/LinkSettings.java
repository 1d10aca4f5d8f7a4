package dev.warren.transport;

import java.time.Duration;
import java.util.Objects;

/**
 * How a link connects and how long it tries.
 *
 * @param address where the broker is
 * @param name what the connection is called in the broker's management UI
 * @param connectPatience how long the first connection may take; {@link #FOR_EVER} to go on trying.
 *     A broker that answers and refuses us ends the attempt at once in any case
 * @param recoverPatience how long a lost connection may stay lost; {@link #FOR_EVER} to go on
 */
public record LinkSettings(
    BrokerAddress address, String name, Duration connectPatience, Duration recoverPatience) {

  /** No limit. */
  public static final Duration FOR_EVER = Duration.ofMillis(Long.MAX_VALUE);

  /** Checks that all are given and no duration is negative. */
  public LinkSettings {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(name, "name");
    if (connectPatience.isNegative() || recoverPatience.isNegative()) {
      throw new IllegalArgumentException("a patience cannot be negative");
    }
  }
}
