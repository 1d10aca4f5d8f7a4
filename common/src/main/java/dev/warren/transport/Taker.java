package dev.warren.transport;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import dev.warren.topology.QueueSpec;
import java.io.IOException;
import java.util.Optional;

/**
 * Takes messages out of queues one by one, from any queue of a session. Used by one thread; what it
 * takes may be settled by any.
 */
public final class Taker {

  private final Session session;
  private Channel channel;

  Taker(Session session) {
    this.session = session;
  }

  /**
   * Takes the first message of a queue. Nothing else may be unsettled when a queue is asked that
   * may have gone: it goes back then.
   *
   * @param queue the queue
   * @return the message; empty if there is none, or no such queue
   * @throws IOException if the broker refuses; the session is lost then
   */
  public Optional<Delivery> take(QueueSpec queue) throws IOException {
    if (channel == null || !channel.isOpen()) {
      channel = session.asked(session::newChannel);
    }
    GetResponse got = session.asked(() -> get(queue));
    return got == null
        ? Optional.empty()
        : Optional.of(
            new Received(
                session, queue, channel, got.getEnvelope(), got.getProps(), got.getBody()));
  }

  private GetResponse get(QueueSpec queue) throws IOException {
    try {
      return channel.basicGet(queue.name(), false);
    } catch (IOException e) {
      if (Faults.isMissing(e)) {
        return null; // And has closed the channel for it.
      }
      throw e;
    }
  }
}
