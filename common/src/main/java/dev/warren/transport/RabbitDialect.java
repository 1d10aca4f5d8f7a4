package dev.warren.transport;

import dev.warren.topology.QueueSpec;
import java.time.Duration;
import java.util.Map;

/**
 * RabbitMQ 3.10 and later. Shared tasks lie in quorum queues (RabbitMQ documentation, "Quorum
 * Queues"); what belongs to one pool lies in classic ones.
 */
record RabbitDialect(String name) implements BrokerDialect {

  /** A pool's private queue is given up this long after its last consumer. */
  private static final Duration UNUSED_PRIVATE_QUEUE = Duration.ofMinutes(10);

  /**
   * How long a delivery may stay unacknowledged: longer than any task should take. RabbitMQ's own
   * default is 30 minutes; before 3.12 it can only be raised in the broker's configuration.
   */
  private static final Duration LONGEST_TASK = Duration.ofDays(7);

  /**
   * A backstop only: a host gives a batch up long before that (RabbitMQ 4 drops a message after 20
   * deliveries unless told otherwise, and a dropped batch would never be answered).
   */
  private static final int DELIVERY_LIMIT = 1_000;

  @Override
  public Map<String, Object> arguments(QueueSpec queue) {
    return switch (queue.kind()) {
      case SHARED_TASKS -> Map.of("x-queue-type", "quorum", "x-delivery-limit", DELIVERY_LIMIT);
      case PRIVATE_TASKS -> Map.of("x-expires", UNUSED_PRIVATE_QUEUE.toMillis());
      case REPLIES -> Map.of();
    };
  }

  @Override
  public Map<String, Object> consumerArguments() {
    return Map.of("x-consumer-timeout", LONGEST_TASK.toMillis());
  }

  @Override
  public boolean nackMeansUnroutable() {
    return false;
  }
}
