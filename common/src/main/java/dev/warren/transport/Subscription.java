package dev.warren.transport;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import dev.warren.topology.QueueSpec;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A consumer of one queue, with manual acknowledgement. Thread-safe. */
public final class Subscription {

  private final Session session;
  private final QueueSpec queue;
  private final Channel channel;
  private final Map<String, Object> arguments;
  private final Consumer<Delivery> handler;
  private final AtomicInteger out = new AtomicInteger();
  private String consumerTag = "";
  private boolean active;
  private int timesNotSeen;

  Subscription(
      Session session,
      QueueSpec queue,
      Channel channel,
      Map<String, Object> arguments,
      Consumer<Delivery> handler) {
    this.session = session;
    this.queue = queue;
    this.channel = channel;
    this.arguments = arguments;
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
              return channel.basicConsume(queue.name(), false, arguments, new Receiver());
            });
    active = true;
  }

  /**
   * How many deliveries are out.
   *
   * @return those that have arrived and are not settled
   */
  public int out() {
    return out.get();
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

  /**
   * Ends the consumer and its channel; what was not acknowledged goes back.
   *
   * @throws IOException if the broker refuses; the session is lost then
   */
  void close() throws IOException {
    cancel();
    session.end(this, channel);
  }

  QueueSpec queue() {
    return queue;
  }

  /** Whether the broker has no consumer where this one should be, and has said so often enough. */
  synchronized boolean isForgotten() throws IOException {
    boolean missing =
        active
            && session.dialect().countsConsumers(queue)
            && session.declare(queue).consumers() == 0;
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
        out.incrementAndGet();
        handler.accept(
            new Received(session, queue, channel, envelope, properties, body)
                .onSettled(out::decrementAndGet));
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
}
