package dev.warren.transport;

import dev.warren.topology.QueueSpec;
import java.util.Map;

/**
 * Apache Qpid Broker-J, the embedded broker. It closes the connection on arguments that it does not
 * know, so it gets none but its own, and it nacks a message that has no queue before it returns it.
 */
record QpidDialect(String name) implements BrokerDialect {

  private static final int DEAD_TASKS = 10_000;
  private static final long DEAD_BYTES = 32L << 20;

  @Override
  public Map<String, Object> arguments(QueueSpec queue) {
    // Dead tasks take no more memory than that, and never hold up who publishes: the oldest go.
    return queue.kind() == QueueSpec.Kind.DEAD_TASKS
        ? Map.of(
            "maximumQueueDepthMessages",
            DEAD_TASKS,
            "maximumQueueDepthBytes",
            DEAD_BYTES,
            "overflowPolicy",
            "RING")
        : Map.of();
  }

  @Override
  public boolean nackMeansUnroutable() {
    return true;
  }

  /** It settles one message after the other, and at once. */
  @Override
  public int settledAtOnce() {
    return Integer.MAX_VALUE;
  }

  /** It does not tell a consumer that its queue was deleted, but counts well. */
  @Override
  public int looksForConsumers() {
    return 1;
  }
}
