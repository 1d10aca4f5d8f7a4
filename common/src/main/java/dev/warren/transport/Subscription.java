package dev.warren.transport;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import dev.warren.topology.QueueSpec;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A consumer of one queue, with manual acknowledgement. Thread-safe. */
public final class Subscription {

  private static final Logger log = LoggerFactory.getLogger(Subscription.class);

  /** Quorum queues count in this header (RabbitMQ documentation, "Quorum Queues"). */
  private static final String DELIVERY_COUNT_HEADER = "x-delivery-count";

  private final Session session;
  private final QueueSpec queue;
  private final Channel channel;
  private final Consumer<Delivery> handler;
  private String consumerTag = "";
  private boolean active;
  private int timesNotSeen;

  Subscription(Session session, QueueSpec queue, Channel channel, Consumer<Delivery> handler) {
    this.session = session;
    this.queue = queue;
    this.channel = channel;
    this.handler = handler;
  }

  /**
   * Sets how many deliveries may be out. RabbitMQ applies a new value to new consumers only, so the
   * consumer is registered anew; deliveries that are out stay valid, and until they are settled
   * there may be as many more.
   *
   * @param count at least 1
   * @throws IllegalArgumentException if it is less, which to a broker means no bound
   * @throws IOException if the broker refuses; the session is lost then
   */
  public synchronized void prefetch(int count) throws IOException {
    if (count < 1) {
      throw new IllegalArgumentException("a prefetch is at least 1, not " + count);
    }
    cancel();
    consumerTag =
        session.asked(
            () -> {
              channel.basicQos(count);
              return channel.basicConsume(queue.name(), false, new Receiver());
            });
    active = true;
  }

  /**
   * Takes no more deliveries; those that are out stay valid.
   *
   * @throws IOException if the broker refuses; the session is lost then
   */
  public synchronized void cancel() throws IOException {
    if (active) {
      active = false;
      session.asked(
          () -> {
            channel.basicCancel(consumerTag);
            return consumerTag;
          });
    }
  }

  QueueSpec queue() {
    return queue;
  }

  /** Whether the broker has no consumer where this one should be, and has said so often enough. */
  synchronized boolean isForgotten() throws IOException {
    boolean missing = active && session.declare(queue).consumers() == 0;
    timesNotSeen = missing ? timesNotSeen + 1 : 0;
    return timesNotSeen >= session.dialect().looksForConsumers();
  }

  private final class Receiver extends DefaultConsumer {

    Receiver() {
      super(channel);
    }

    @Override
    public void handleDelivery(
        String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
      if (!session.isUp()) {
        return; // The broker delivers it again on the next one.
      }
      try {
        handler.accept(new Received(envelope, properties, body));
      } catch (RuntimeException | Error e) {
        // Nobody will acknowledge it now: on a new session it comes again.
        session.lose("a delivery could not be handled: " + e);
        throw e;
      }
    }

    @Override
    public void handleCancel(String tag) {
      session.lose(
          new Loss(
              BrokerState.CONSUMER_GONE, "the broker cancelled the consumer of " + queue.name()));
    }
  }

  private final class Received implements Delivery {

    private final long tag;
    private final byte[] body;
    private final String replyTo;
    private final byte[] signature;
    private final int earlierDeliveries;
    private final boolean redelivered;
    private final AtomicBoolean settled = new AtomicBoolean();

    Received(Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
      this.tag = envelope.getDeliveryTag();
      this.redelivered = envelope.isRedeliver();
      this.body = body;
      this.replyTo = properties.getReplyTo() == null ? "" : properties.getReplyTo();
      Map<String, Object> headers =
          properties.getHeaders() == null ? Map.of() : properties.getHeaders();
      this.signature =
          headers.get(ConfirmedPublisher.SIGNATURE_HEADER) instanceof byte[] bytes
              ? bytes
              : new byte[0];
      this.earlierDeliveries =
          headers.get(DELIVERY_COUNT_HEADER) instanceof Number count ? count.intValue() : 0;
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
    public int earlierDeliveries() {
      return earlierDeliveries;
    }

    @Override
    public boolean isRedelivered() {
      return redelivered || earlierDeliveries > 0;
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
        try {
          action.run();
        } catch (IOException | RuntimeException e) {
          // The broker redelivers what it holds unacknowledged, so nothing is lost by this.
          log.debug("a delivery could not be settled: {}", Faults.describe(e));
        }
      }
    }
  }

  private interface IoAction {
    void run() throws IOException;
  }
}
