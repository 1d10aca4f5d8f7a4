package dev.warren.transport;

import dev.warren.topology.QueueSpec;
import java.util.Map;

/**
 * Apache Qpid Broker-J, the embedded broker. It closes the connection on arguments that it does not
 * know, so it gets none, and it nacks a message that has no queue before it returns it.
 */
record QpidDialect(String name) implements BrokerDialect {

  @Override
  public Map<String, Object> arguments(QueueSpec queue) {
    return Map.of();
  }

  @Override
  public boolean nackMeansUnroutable() {
    return true;
  }

  /** It does not tell a consumer that its queue was deleted, but counts well. */
  @Override
  public int looksForConsumers() {
    return 1;
  }
}
