package dev.warren.transport;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import dev.warren.topology.DelayLevels;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * The {@link DelayLevels} on RabbitMQ, without plug-ins: topic exchanges that look at one digit
 * each, and quorum queues whose messages expire (RabbitMQ documentation, "Time-To-Live" and "Dead
 * Letter Exchanges").
 *
 * <p>A quorum queue gives up what has expired only when the next queue has confirmed it (RabbitMQ
 * documentation, "Quorum Queues", at-least-once dead lettering); a classic one forgets it at once.
 * It holds up everything behind messages that nobody takes, so those whose queue is gone are taken
 * to one of their own.
 */
final class RabbitPostponement implements Postponement {

  private static final int MOST_UNDELIVERED = 10_000;

  private final Channel channel;
  private boolean exit;
  private int levels;

  RabbitPostponement(Channel channel) {
    this.channel = channel;
  }

  @Override
  public Route route(String queue, Duration delay) throws IOException {
    long units = DelayLevels.units(delay);
    declareExit();
    while (levels <= DelayLevels.highest(units)) {
      declare(levels++);
    }
    String first = DelayLevels.name(DelayLevels.highest(units));
    return new Route(first, DelayLevels.key(units, queue), Map.of());
  }

  /** Lets a queue be reached by messages that have waited. */
  void reach(String queue) throws IOException {
    declareExit();
    channel.queueBindNoWait(queue, DelayLevels.DUE, DelayLevels.anyDelay(queue), Map.of());
  }

  private void declareExit() throws IOException {
    if (exit) {
      return;
    }
    exit = true;
    String lost = DelayLevels.UNDELIVERED;
    declareExchange(lost, BuiltinExchangeType.FANOUT, Map.of());
    Map<String, Object> bounded =
        Map.of("x-queue-type", "quorum", "x-max-length", MOST_UNDELIVERED);
    channel.queueDeclareNoWait(lost, true, false, false, bounded);
    channel.queueBindNoWait(lost, lost, "", Map.of());
    declareExchange(DelayLevels.DUE, BuiltinExchangeType.TOPIC, Map.of("alternate-exchange", lost));
  }

  private void declare(int level) throws IOException {
    String name = DelayLevels.name(level);
    String after = DelayLevels.after(level);
    declareExchange(name, BuiltinExchangeType.TOPIC, Map.of());
    channel.queueDeclareNoWait(name, true, false, false, waiting(level, after));
    channel.queueBindNoWait(name, name, DelayLevels.keysWith(level, 1), Map.of());
    channel.exchangeBindNoWait(after, name, DelayLevels.keysWith(level, 0), Map.of());
  }

  private static Map<String, Object> waiting(int level, String after) {
    return Map.of(
        "x-queue-type",
        "quorum",
        "x-message-ttl",
        DelayLevels.length(level).toMillis(),
        "x-dead-letter-exchange",
        after,
        "x-dead-letter-strategy",
        "at-least-once",
        "x-overflow",
        "reject-publish");
  }

  private void declareExchange(String name, BuiltinExchangeType type, Map<String, Object> arguments)
      throws IOException {
    channel.exchangeDeclareNoWait(name, type, true, false, false, arguments);
  }
}
