package dev.warren.transport;

/**
 * What every part of the contract stands on: one test's {@link Kit}, and what brokers differ in.
 */
interface Contract {

  /** Below this size the client library would take any message in by itself. */
  int CLIENT_LIMIT = 64 << 20;

  /** This test's own. */
  Kit kit();

  /** The largest body that the broker takes, in bytes. */
  int sizeLimit();

  /** Whether the broker counts the deliveries of shared tasks. */
  boolean countsDeliveries();
}
