package dev.warren.transport;

import java.util.Objects;

/**
 * Something has happened between a program and its broker. Immutable.
 *
 * @param state what
 * @param broker the broker's address, without a password
 * @param reason what is known about it, in one line
 */
public record BrokerEvent(BrokerState state, String broker, String reason) {

  /** Checks that all are given. */
  public BrokerEvent {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(broker, "broker");
    Objects.requireNonNull(reason, "reason");
  }
}
