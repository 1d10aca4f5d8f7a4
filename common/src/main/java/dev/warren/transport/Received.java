package dev.warren.transport;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.LongString;
import dev.warren.task.Ticket;
import dev.warren.topology.QueueSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A message that has come in on a channel and is settled there, once. Thread-safe. */
final class Received implements Delivery {

  private static final Logger log = LoggerFactory.getLogger(Received.class);

  /** Quorum queues count in this header (RabbitMQ documentation, "Quorum Queues"). */
  private static final String DELIVERY_COUNT_HEADER = "x-delivery-count";

  private final Session session;
  private final QueueSpec queue;
  private final Channel channel;
  private final long tag;
  private final byte[] body;
  private final String replyTo;
  private final byte[] signature;
  private final String note;
  private final int priority;
  private final int earlierDeliveries;
  private final boolean redelivered;
  private final long arrived = System.nanoTime();
  private final AtomicBoolean settled = new AtomicBoolean();
  private Runnable ifSettled = () -> {};

  Received(
      Session session,
      QueueSpec queue,
      Channel channel,
      Envelope envelope,
      AMQP.BasicProperties properties,
      byte[] body) {
    this.session = session;
    this.queue = queue;
    this.channel = channel;
    this.tag = envelope.getDeliveryTag();
    this.redelivered = envelope.isRedeliver();
    this.body = body;
    this.replyTo = properties.getReplyTo() == null ? "" : properties.getReplyTo();
    Map<String, Object> headers =
        properties.getHeaders() == null ? Map.of() : properties.getHeaders();
    this.signature = bytes(headers.get(ConfirmedPublisher.SIGNATURE_HEADER));
    this.note =
        headers.get(ConfirmedPublisher.NOTE_HEADER) instanceof LongString text
            ? text.toString()
            : "";
    this.priority =
        properties.getPriority() == null
            ? Ticket.USUAL_PRIORITY
            : Math.min(properties.getPriority(), Ticket.HIGHEST_PRIORITY);
    this.earlierDeliveries =
        headers.get(DELIVERY_COUNT_HEADER) instanceof Number count ? count.intValue() : 0;
  }

  /** A stream of RabbitMQ gives bytes back as text. */
  private static byte[] bytes(Object header) {
    if (header instanceof byte[] bytes) {
      return bytes;
    }
    return header instanceof LongString text ? text.getBytes() : new byte[0];
  }

  /** {@code ifSettled} runs once, when it is settled. */
  Received onSettled(Runnable ifSettled) {
    this.ifSettled = ifSettled;
    return this;
  }

  /** Its number on its channel. */
  long tag() {
    return tag;
  }

  @Override
  public String queue() {
    return queue.name();
  }

  @Override
  public byte[] body() {
    return body;
  }

  @Override
  public String replyTo() {
    return replyTo;
  }

  @Override
  public byte[] signature() {
    return signature;
  }

  @Override
  public String note() {
    return note;
  }

  @Override
  public int priority() {
    return priority;
  }

  @Override
  public int earlierDeliveries() {
    return earlierDeliveries;
  }

  @Override
  public boolean isRedelivered() {
    return redelivered || earlierDeliveries > 0;
  }

  @Override
  public Optional<Duration> allowance() {
    return session.allowance(queue);
  }

  @Override
  public Duration age() {
    return Duration.ofNanos(System.nanoTime() - arrived);
  }

  @Override
  public boolean isLost() {
    return !session.isUp();
  }

  @Override
  public void ack() {
    settle(() -> channel.basicAck(tag, false));
  }

  @Override
  public void giveBack() {
    settle(() -> channel.basicNack(tag, false, true));
  }

  private void settle(IoAction action) {
    // RabbitMQ closes the channel when a delivery is settled twice.
    if (session.isUp() && settled.compareAndSet(false, true)) {
      ifSettled.run();
      try {
        action.run();
      } catch (IOException | RuntimeException e) {
        // The broker redelivers what it holds unacknowledged, so nothing is lost by this.
        log.debug("a delivery could not be settled: {}", Faults.describe(e));
      }
    }
  }

  private interface IoAction {
    void run() throws IOException;
  }
}
