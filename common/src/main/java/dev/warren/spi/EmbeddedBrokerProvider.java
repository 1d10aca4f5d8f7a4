package dev.warren.spi;

/**
 * Starts a broker inside this process, for a pool that was given none.
 *
 * <p>Found by {@link java.util.ServiceLoader}. Implementations are safe for use by several threads.
 */
public interface EmbeddedBrokerProvider {

  /**
   * Starts a broker that listens on the loopback interface only.
   *
   * @param options where it listens and whom it lets in
   * @return a running broker that accepts connections, to be closed by the caller
   * @throws RuntimeException if the broker cannot start, the port being taken for one; nothing is
   *     left running then
   */
  LocalBroker start(LocalBrokerOptions options);
}
