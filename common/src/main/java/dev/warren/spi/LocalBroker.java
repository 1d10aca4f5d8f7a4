package dev.warren.spi;

import java.net.URI;

/**
 * A broker that lives in this process and dies with it.
 *
 * <p>It does not keep the JVM alive: once no thread but the broker's own does, it closes itself.
 * Implementations are safe for use by several threads.
 */
public interface LocalBroker extends AutoCloseable {

  /**
   * Where clients connect, credentials included: {@code amqp://user:password@127.0.0.1:port/}.
   *
   * <p>It holds the password, so it must not be logged.
   *
   * @return the URI, the same before and after {@link #close()}
   */
  URI uri();

  /**
   * Stops the broker, drops its connections and all it holds in memory, and waits until its threads
   * have ended. Closing it again does nothing.
   */
  @Override
  void close();
}
