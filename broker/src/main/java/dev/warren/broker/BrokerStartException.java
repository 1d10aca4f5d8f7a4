package dev.warren.broker;

/** The embedded broker could not start; nothing of it is left running. */
public final class BrokerStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int port;

  BrokerStartException(int port, String message, Throwable cause) {
    super(message, cause);
    this.port = port;
  }

  /**
   * The port that was asked for.
   *
   * @return the port, 0 if any free one would have done
   */
  public int port() {
    return port;
  }
}
