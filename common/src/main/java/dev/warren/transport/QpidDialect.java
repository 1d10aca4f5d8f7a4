package dev.warren.transport;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import dev.warren.topology.QueueSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Apache Qpid Broker-J, the embedded broker. It closes the connection on arguments that it does not
 * know, so it gets none but its own, and it nacks a message that has no queue before it returns it.
 */
record QpidDialect(String name) implements BrokerDialect {

  /** Many more than any limit has, so that only void ones and doubles go. */
  private static final int MOST_PERMITS = 20_000;

  private static final int DEAD_TASKS = 10_000;
  private static final long DEAD_BYTES = 32L << 20;
  private static final long JOURNAL_BYTES = 16L << 20;
  private static final long REGISTER_BYTES = 1L << 20;

  @Override
  public Map<String, Object> arguments(QueueSpec queue) {
    return switch (queue.kind()) {
      case SHARED_TASKS, PRIVATE_TASKS -> Map.of("holdOnPublishEnabled", true);
      // Dead tasks take no more memory than that, and never hold up who publishes: the oldest go.
      case DEAD_TASKS ->
          Map.of(
              "maximumQueueDepthMessages",
              DEAD_TASKS,
              "maximumQueueDepthBytes",
              DEAD_BYTES,
              "overflowPolicy",
              "RING");
      case PERMITS ->
          Map.of(
              "holdOnPublishEnabled",
              true,
              "maximumQueueDepthMessages",
              MOST_PERMITS,
              "overflowPolicy",
              "RING");
      case REPLIES -> Map.of();
      // What is full refuses more; otherwise it would hold up for ever who publishes.
      case JOB_TASKS, LOG -> Map.of("overflowPolicy", "REJECT");
      case JOURNAL -> Map.of("maximumQueueDepthBytes", JOURNAL_BYTES, "overflowPolicy", "RING");
      case REGISTER -> Map.of("maximumQueueDepthBytes", REGISTER_BYTES, "overflowPolicy", "RING");
    };
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
    return queue.kind().isLog() ? Map.of("x-filter-no-consume", true) : Map.of();
  }

  @Override
  public Optional<Duration> allowance(QueueSpec queue) {
    return Optional.empty();
  }

  /** It counts the message as well that it gives. */
  @Override
  public long behind(GetResponse got) {
    return got.getMessageCount() - 1L;
  }

  @Override
  public boolean countsUnsettled() {
    return true;
  }

  @Override
  public boolean nackMeansUnroutable() {
    return true;
  }

  @Override
  public boolean countsConsumers(QueueSpec queue) {
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
