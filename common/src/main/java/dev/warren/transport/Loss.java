package dev.warren.transport;

import java.util.Optional;

/** Why a connection is lost: by its name, in words, and what the client library has thrown. */
record Loss(BrokerState state, String reason, Optional<Throwable> cause) {

  Loss(BrokerState state, String reason) {
    this(state, reason, Optional.empty());
  }

  /** By what the client library has thrown. */
  static Loss of(Throwable thrown) {
    return new Loss(Faults.stateOf(thrown), Faults.describe(thrown), Optional.of(thrown));
  }
}
