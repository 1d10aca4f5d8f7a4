package dev.warren.broker.testing;

import java.net.URI;

/**
 * A running RabbitMQ that accepts connections. Thread-safe, but a restart is felt by every test
 * that uses the same broker at that time.
 */
public interface RabbitBroker extends AutoCloseable {

  /**
   * Where clients connect, credentials and virtual host included; the same after a restart.
   *
   * @return an AMQP URI
   */
  URI uri();

  /**
   * What it is, for people: the product, its version, and where it runs.
   *
   * @return a phrase such as {@code RabbitMQ 4.0.5 in a container}
   */
  String description();

  /**
   * Whether the broker is ours to disturb.
   *
   * @return whether {@link #restart()} and {@link #closeAllConnections()} work
   */
  boolean canRestart();

  /**
   * Stops the broker and starts it again on the same port with what it has stored, and returns when
   * it accepts connections. A private node is killed, a container's broker is stopped.
   *
   * @throws UnsupportedOperationException if {@link #canRestart()} is false
   */
  void restart();

  /**
   * Makes the broker close every connection that is open now.
   *
   * @throws UnsupportedOperationException if {@link #canRestart()} is false
   */
  void closeAllConnections();

  /** Stops a private node and deletes its data. Does nothing to a shared broker. */
  @Override
  void close();
}
