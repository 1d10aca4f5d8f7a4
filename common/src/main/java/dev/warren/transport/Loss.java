package dev.warren.transport;

/** Why a connection is lost: by its name, and in words. */
record Loss(BrokerState state, String reason) {

  /** By what the client library has thrown. */
  static Loss of(Throwable thrown) {
    return new Loss(Faults.stateOf(thrown), Faults.describe(thrown));
  }
}
