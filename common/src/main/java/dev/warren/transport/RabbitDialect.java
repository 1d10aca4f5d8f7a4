package dev.warren.transport;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import dev.warren.task.Limits;
import dev.warren.topology.QueueSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * RabbitMQ 3.10 and later. Shared tasks lie in quorum queues (RabbitMQ documentation, "Quorum
 * Queues"); what belongs to one pool lies in classic ones.
 */
record RabbitDialect(String name, boolean timesClassicQueues) implements BrokerDialect {

  private static final String TIMEOUT = "x-consumer-timeout";

  /** A pool's private queue is given up this long after its last consumer. */
  private static final Duration UNUSED_PRIVATE_QUEUE = Duration.ofMinutes(10);

  /**
   * How long a delivery may stay unacknowledged, as an argument of the queue. RabbitMQ's own
   * default is 30 minutes; before 3.12 it can only be raised in the broker's configuration.
   */
  private static final Duration QUEUE_TIMEOUT = Duration.ofDays(7);

  /**
   * The same as an argument of the consumer, which goes before that of the queue from 4.3 on: half
   * as long again as the longest limit of a task. The broker counts from when it hands a batch over
   * and knows nothing of the limits in it, so it must wait for the longest; worker hosts keep the
   * limits themselves. In milliseconds it has 32 bits, the most that every version takes.
   */
  private static final Duration CONSUMER_TIMEOUT = Limits.LONGEST.multipliedBy(3).dividedBy(2);

  /** A host is done that much before the broker loses its patience. */
  private static final Duration MARGIN = Duration.ofHours(1);

  /**
   * A backstop only: a host gives a batch up long before that (RabbitMQ 4 drops a message after 20
   * deliveries unless told otherwise, and a dropped batch would never be answered).
   */
  private static final int DELIVERY_LIMIT = 1_000;

  /**
   * Without a number RabbitMQ 4 drops what was looked at twenty times, and other versions put what
   * comes back behind all the rest (RabbitMQ documentation, "Quorum Queues", repeated requeues).
   */
  private static final int NO_LIMIT = 1_000_000_000;

  /** Dead tasks that are kept; beyond that the oldest go. A policy can only lower it. */
  private static final int DEAD_TASKS = 100_000;

  /** The same in bytes of bodies. */
  private static final long DEAD_BYTES = 1L << 30;

  /**
   * How long an entry of a journal is kept at least; longer than a job, of which it tells. Whole
   * segments go (RabbitMQ documentation, "Streams", data retention), so these are small.
   */
  private static final String JOURNAL_AGE = "60D";

  private static final long JOURNAL_SEGMENT = 16L << 20;

  /**
   * How much is kept of the register of hosts: the last entries of ten thousand of them and more.
   * Whole segments go here as well.
   */
  private static final long REGISTER_BYTES = 4L << 20;

  private static final long REGISTER_SEGMENT = 1L << 20;

  /** Many more than any limit has, so that only void ones and doubles go. */
  private static final int MOST_PERMITS = 20_000;

  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

  static RabbitDialect of(String product, String version) {
    Matcher numbers = VERSION.matcher(version);
    boolean before43 =
        numbers.matches()
            && Integer.parseInt(numbers.group(1)) * 1_000 + Integer.parseInt(numbers.group(2))
                < 4_003;
    return new RabbitDialect(product + " " + version, before43);
  }

  @Override
  public Map<String, Object> arguments(QueueSpec queue) {
    Object timeout = QUEUE_TIMEOUT.toMillis();
    Object expiry = UNUSED_PRIVATE_QUEUE.toMillis();
    return switch (queue.kind()) {
      case SHARED_TASKS ->
          queue.isAddedShard()
              ? Map.of(
                  "x-queue-type",
                  "quorum",
                  "x-delivery-limit",
                  DELIVERY_LIMIT,
                  TIMEOUT,
                  timeout,
                  // The leader does the work: each shard's on another node.
                  "x-queue-leader-locator",
                  "balanced")
              : Map.of(
                  "x-queue-type", "quorum", "x-delivery-limit", DELIVERY_LIMIT, TIMEOUT, timeout);
      // From 4.3 on classic queues know no timeout and refuse the argument.
      case PRIVATE_TASKS ->
          timesClassicQueues
              ? Map.of("x-expires", expiry, TIMEOUT, timeout)
              : Map.of("x-expires", expiry);
      case DEAD_TASKS ->
          Map.of(
              "x-queue-type",
              "quorum",
              "x-delivery-limit",
              NO_LIMIT,
              "x-max-length",
              DEAD_TASKS,
              "x-max-length-bytes",
              DEAD_BYTES);
      case PERMITS ->
          Map.of(
              "x-queue-type",
              "quorum",
              "x-delivery-limit",
              NO_LIMIT,
              "x-max-length",
              MOST_PERMITS,
              TIMEOUT,
              timeout);
      case REPLIES -> Map.of();
      case JOB_TASKS -> Map.of("x-queue-type", "quorum", "x-delivery-limit", NO_LIMIT);
      case LOG -> Map.of("x-queue-type", "stream");
      case JOURNAL ->
          Map.of(
              "x-queue-type",
              "stream",
              "x-max-age",
              JOURNAL_AGE,
              "x-stream-max-segment-size-bytes",
              JOURNAL_SEGMENT);
      case REGISTER ->
          Map.of(
              "x-queue-type",
              "stream",
              "x-max-length-bytes",
              REGISTER_BYTES,
              "x-stream-max-segment-size-bytes",
              REGISTER_SEGMENT);
    };
  }

  @Override
  public Postponement postponement(Channel channel) {
    return new RabbitPostponement(channel);
  }

  @Override
  public void reach(QueueSpec queue, Channel channel) throws IOException {
    new RabbitPostponement(channel).reach(queue.name());
  }

  @Override
  public Map<String, Object> consumerArguments(QueueSpec queue) {
    if (queue.kind().isLog()) {
      return Map.of("x-stream-offset", "first");
    }
    return timesConsumers(queue) ? Map.of(TIMEOUT, CONSUMER_TIMEOUT.toMillis()) : Map.of();
  }

  @Override
  public Map<String, Object> lastArguments(QueueSpec log) {
    return Map.of("x-stream-offset", "last");
  }

  @Override
  public Optional<Duration> allowance(QueueSpec queue) {
    if (timesConsumers(queue)) {
      return Optional.of(CONSUMER_TIMEOUT.minus(MARGIN));
    }
    return arguments(queue).containsKey(TIMEOUT)
        ? Optional.of(QUEUE_TIMEOUT.minus(MARGIN))
        : Optional.empty();
  }

  /** From 4.3 on consumers of quorum queues have a timeout; before, the argument means nothing. */
  private boolean timesConsumers(QueueSpec queue) {
    return !timesClassicQueues
        && (queue.kind() == QueueSpec.Kind.SHARED_TASKS || queue.kind() == QueueSpec.Kind.PERMITS);
  }

  @Override
  public long behind(GetResponse got) {
    return got.getMessageCount();
  }

  @Override
  public boolean countsUnsettled() {
    return false;
  }

  @Override
  public boolean nackMeansUnroutable() {
    return false;
  }

  /** Who reads a log hears from the broker when it is gone. */
  @Override
  public boolean countsConsumers(QueueSpec queue) {
    return !queue.kind().isLog();
  }

  /** Of more than 32 that are under way to a quorum queue the rest has to wait. */
  @Override
  public int settledAtOnce() {
    return 16;
  }

  /** A quorum queue that does not answer within 250 ms is said to have none. */
  @Override
  public int looksForConsumers() {
    return 3;
  }
}
