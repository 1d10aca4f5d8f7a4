package dev.warren.broker.testing;

import java.net.URI;

/** A broker that outlives the test that closes it. */
record SharedRabbit(RabbitBroker broker) implements RabbitBroker {

  @Override
  public URI uri() {
    return broker.uri();
  }

  @Override
  public String description() {
    return broker.description();
  }

  @Override
  public boolean canRestart() {
    return broker.canRestart();
  }

  @Override
  public void restart() {
    broker.restart();
  }

  @Override
  public void closeAllConnections() {
    broker.closeAllConnections();
  }

  @Override
  public void close() {}
}
