package dev.warren.transport;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import dev.warren.topology.QueueSpec;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Looks through a queue, message by message, from its head to what was its end when the reader
 * began. What is not acknowledged stays: the reader holds it until it is closed, and then it is
 * where it was. Used by one thread.
 *
 * <p>To go back where they were, messages must have been read to the end: a quorum queue puts what
 * comes back behind what came back before, and delivers all that before the rest.
 *
 * <p>Of acknowledgements that pile up on a channel RabbitMQ forgets some when the channel is
 * closed, if they are for a quorum queue (rabbitmq-server, issue 10327). So there are never more
 * than a few of them between two messages that are asked for: an answer comes after all that was
 * sent before.
 */
public final class QueueReader implements AutoCloseable {

  private static final int ACKS_AT_ONCE = 16;

  private final Session session;
  private final QueueSpec queue;
  private final Channel channel;
  private final Queue<Delivery> ahead = new ArrayDeque<>();
  private int acks;

  /** How many messages there are still to see; negative before the first one. */
  private long left = -1;

  QueueReader(Session session, QueueSpec queue, Channel channel) {
    this.session = session;
    this.queue = queue;
    this.channel = channel;
  }

  /**
   * Takes the next message. Closing the reader gives it back, unless it was acknowledged.
   *
   * @return the message; empty at the end
   * @throws IOException if the broker refuses; the session is lost then, and what was held goes
   *     back
   */
  public Optional<Delivery> next() throws IOException {
    if (left == 0) {
      return Optional.empty();
    }
    Optional<Delivery> next = ahead.isEmpty() ? get() : Optional.of(ahead.remove());
    left = next.isPresent() ? left - 1 : 0;
    return next;
  }

  /**
   * Takes a message out of the queue for good.
   *
   * @param delivery what {@link #next} gave
   * @throws IOException if the broker refuses; the session is lost then
   */
  public void acknowledge(Delivery delivery) throws IOException {
    delivery.ack();
    acks++;
    if (acks >= ACKS_AT_ONCE) {
      get().ifPresent(ahead::add);
    }
  }

  private Optional<Delivery> get() throws IOException {
    GetResponse got = session.asked(() -> channel.basicGet(queue.name(), false));
    acks = 0;
    if (left < 0 && got != null) {
      left = got.getMessageCount() + 1L;
    }
    return Optional.ofNullable(got)
        .map(it -> new Received(session, channel, it.getEnvelope(), it.getProps(), it.getBody()));
  }

  /**
   * Gives back what was not acknowledged. Closing a reader of a lost session does nothing: the
   * broker has done it.
   *
   * @throws IOException if the broker refuses; the session is lost then
   */
  @Override
  public void close() throws IOException {
    if (session.isUp()) {
      if (acks > 0) {
        get().ifPresent(ahead::add);
      }
      session.close(channel);
    }
  }
}
