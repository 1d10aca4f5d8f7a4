package dev.warren.broker.testing;

import java.net.URI;

/** Somebody else's broker, used as it is. */
record GivenRabbit(URI uri, String description) implements RabbitBroker {

  static GivenRabbit connect(URI uri) {
    String product = AmqpProbe.product(uri);
    return new GivenRabbit(uri, product + " at " + uri.getHost() + ":" + uri.getPort());
  }

  @Override
  public boolean canRestart() {
    return false;
  }

  @Override
  public void restart() {
    throw new UnsupportedOperationException("not ours to restart: " + description);
  }

  @Override
  public void closeAllConnections() {
    throw new UnsupportedOperationException("not ours to disturb: " + description);
  }

  @Override
  public void close() {}

  /** Leaves out the URI, which holds a password. */
  @Override
  public String toString() {
    return description;
  }
}
