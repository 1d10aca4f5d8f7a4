package dev.warren.transport;

import com.rabbitmq.client.Channel;
import dev.warren.topology.QueueSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Apache Qpid Broker-J, the embedded broker. It closes the connection on arguments that it does not
 * know, so it gets next to none, and it nacks a message that has no queue before it returns it.
 */
record QpidDialect(String name) implements BrokerDialect {

  private static final String KEEPS_BACK = "holdOnPublishEnabled";

  @Override
  public Map<String, Object> arguments(QueueSpec queue) {
    return queue.kind() == QueueSpec.Kind.REPLIES ? Map.of() : Map.of(KEEPS_BACK, true);
  }

  @Override
  public Postponement postponement(Channel channel) {
    return new QpidPostponement();
  }

  /** Each queue keeps its own messages back. */
  @Override
  public void reach(QueueSpec queue, Channel channel) {}

  @Override
  public Map<String, Object> consumerArguments(QueueSpec queue) {
    return Map.of();
  }

  @Override
  public Optional<Duration> allowance(QueueSpec queue) {
    return Optional.empty();
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
