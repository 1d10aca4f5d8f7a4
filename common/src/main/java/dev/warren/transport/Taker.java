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
   * Takes the first message of a queue.
   *
   * @param queue the queue
   * @return the message; empty if there is none, or no such queue
   * @throws IOException if the broker refuses; the session is lost then
   */
  public Optional<Delivery> take(QueueSpec queue) throws IOException {
    // To ask a queue that is not there costs the embedded broker's connection.
    if (!session.exists(queue)) {
      return Optional.empty();
    }
    if (channel == null) {
      channel = session.openChannel();
    }
    GetResponse got = session.asked(() -> channel.basicGet(queue.name(), false));
    return got == null
        ? Optional.empty()
        : Optional.of(
            new Received(
                session, queue, channel, got.getEnvelope(), got.getProps(), got.getBody()));
  }
}
