package dev.warren.transport;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import dev.warren.topology.QueueSpec;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * Looks through a queue, message by message, from its head to what was its end when the reader
 * began. What is not acknowledged stays: the reader holds it until it is closed, and then it is
 * where it was. If the connection is lost instead, nothing is lost but the order. Used by one
 * thread.
 *
 * <p>I1: messages are given back one by one, in order. A quorum queue delivers what has come back
 * before the rest, and in the order in which it came; of a channel that is closed it takes back
 * what {@code basic.get} has fetched in no order at all.
 *
 * <p>I2: no more than a few messages are settled before the broker has shown that it has done what
 * it was told. What piles up on a channel for a quorum queue is sent later in another order, and
 * forgotten when the channel is closed (rabbitmq-server, issue 10327).
 */
public final class QueueReader implements AutoCloseable {

  /** How often the broker is asked whether messages are back; some of them may not be kept. */
  private static final int LOOKS = 200;

  private final Session session;
  private final QueueSpec queue;
  private final Channel channel;
  private final int atOnce;

  /** The numbers of what is to be given back; the messages themselves would be too much. */
  private final Set<Long> held = new LinkedHashSet<>();

  private final Queue<Delivery> ahead = new ArrayDeque<>();
  private int acks;

  /** How many messages there are still to see; negative before the first one. */
  private long left = -1;

  QueueReader(Session session, QueueSpec queue, Channel channel) {
    this.session = session;
    this.queue = queue;
    this.channel = channel;
    this.atOnce = session.dialect().settledAtOnce();
  }

  /**
   * Counts the messages. Only before the first {@link #next}.
   *
   * @return how many there are
   * @throws IOException if the broker refuses; the session is lost then
   */
  public long count() throws IOException {
    return next().isEmpty() ? 0 : left + 1;
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
   * Takes a message out of the queue for good. Only this may settle what the reader gives.
   *
   * @param delivery what {@link #next} gave
   * @throws IllegalArgumentException if this reader does not hold it
   * @throws IOException if the broker refuses; the session is lost then
   */
  public void acknowledge(Delivery delivery) throws IOException {
    if (!(delivery instanceof Received mine && held.remove(mine.tag()))) {
      throw new IllegalArgumentException("this reader does not hold that message");
    }
    delivery.ack();
    acks++;
    if (acks >= atOnce) {
      get().ifPresent(ahead::add);
    }
  }

  /** The answer comes after all that the broker was told on this channel before. */
  private Optional<Delivery> get() throws IOException {
    GetResponse got = session.asked(() -> channel.basicGet(queue.name(), false));
    acks = 0;
    if (got == null) {
      return Optional.empty();
    }
    if (left < 0) {
      left = session.dialect().behind(got) + 1;
    }
    held.add(got.getEnvelope().getDeliveryTag());
    return Optional.of(
        new Received(session, queue, channel, got.getEnvelope(), got.getProps(), got.getBody()));
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
        get();
      }
      giveBack();
      session.close(channel);
    }
  }

  private void giveBack() throws IOException {
    int waiting = held.isEmpty() ? 0 : session.declare(queue).messages();
    int given = 0;
    for (long tag : held) {
      session.asked(
          () -> {
            channel.basicNack(tag, false, true);
            return tag;
          });
      given++;
      if (given % atOnce == 0) {
        awaitBack(waiting + given);
      }
    }
  }

  private void awaitBack(int expected) throws IOException {
    int looks = 0;
    while (looks < LOOKS && session.declare(queue).messages() < expected) {
      looks++;
    }
  }
}
