package dev.warren.transport;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import dev.warren.topology.QueueSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Everything in which brokers differ, as far as Warren can notice. What is not here is the same on
 * all of them and proved by one contract test.
 */
interface BrokerDialect {

  /** A name for logs, for example {@code RabbitMQ 4.0.5}. */
  String name();

  /** The arguments that a queue is declared with; always the same for the same queue. */
  Map<String, Object> arguments(QueueSpec queue);

  /** How messages that wait are published on a channel. */
  Postponement postponement(Channel channel);

  /** Lets a task queue that exists be reached by messages that wait; asks the broker nothing. */
  void reach(QueueSpec queue, Channel channel) throws IOException;

  /** The arguments that a queue is consumed with. */
  Map<String, Object> consumerArguments(QueueSpec queue);

  /** The same for the end of a log, if the broker can leave the rest out. */
  default Map<String, Object> lastArguments(QueueSpec log) {
    return consumerArguments(log);
  }

  /**
   * How long the broker leaves a delivery to whoever has it, before it gives it to somebody else;
   * empty for ever.
   */
  Optional<Duration> allowance(QueueSpec queue);

  /** How many messages there are in a queue behind one that was got from it. */
  long behind(GetResponse got);

  /** Whether it counts what has been delivered, and is not settled, among what is in a queue. */
  boolean countsUnsettled();

  /** Whether a nack says that the message had no queue to go to. */
  boolean nackMeansUnroutable();

  /** How often in a row a queue must seem to have no consumer for that to be believed. */
  int looksForConsumers();

  /** Whether a queue's consumers are counted wherever they are; a log may be read at any node. */
  boolean countsConsumers(QueueSpec queue);

  /** How many messages may be settled on a channel before the broker must be seen to keep up. */
  int settledAtOnce();

  /** Picks the dialect by what the broker says of itself. */
  static BrokerDialect of(Connection connection) {
    String product = text(connection, "product");
    String version = text(connection, "version");
    return product.toLowerCase(java.util.Locale.ROOT).contains("qpid")
        ? new QpidDialect(product + " " + version)
        : RabbitDialect.of(product, version);
  }

  private static String text(Connection connection, String property) {
    return String.valueOf(connection.getServerProperties().get(property));
  }
}
