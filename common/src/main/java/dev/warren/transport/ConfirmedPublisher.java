package dev.warren.transport;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Return;
import dev.warren.task.Ticket;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes persistent, mandatory messages to queues and tells what became of each (RabbitMQ
 * documentation, "Consumer Acknowledgements and Publisher Confirms"). A message with a delay is
 * kept back by the broker. Thread-safe.
 *
 * <p>I1: a receipt is in {@code waiting} before its message is written, so no confirm can miss it.
 * I2: the confirm path takes no lock, because {@link #publish} may be blocked in a socket write
 * while it holds one. I3: removing the receipt from {@code waiting} is the right to call it.
 */
public final class ConfirmedPublisher implements AutoCloseable {

  static final String SIGNATURE_HEADER = "warren-signature";
  static final String NOTE_HEADER = "warren-note";
  private static final int PERSISTENT = 2;
  private static final String CONTENT_TYPE = "application/x-warren-lines";

  private static final Logger log = LoggerFactory.getLogger(ConfirmedPublisher.class);

  private final Session session;
  private final Channel channel;
  private final Postponement postponement;
  private final ConcurrentNavigableMap<Long, Receipt> waiting = new ConcurrentSkipListMap<>();
  private volatile long written;

  ConfirmedPublisher(Session session, Channel channel) throws IOException {
    this.session = session;
    this.channel = channel;
    this.postponement = session.dialect().postponement(channel);
    channel.confirmSelect();
    channel.addConfirmListener(this::acked, this::nacked);
    channel.addReturnListener(this::returned);
  }

  /**
   * Publishes a message. May block while the broker holds back publishers.
   *
   * @param message the message
   * @param receipt hears what became of it; if the session is lost, that is {@link Receipt#lost()}
   */
  public void publish(Message message, Receipt receipt) {
    try {
      synchronized (channel) {
        long number = channel.getNextPublishSeqNo();
        waiting.put(number, receipt);
        Route route = route(message);
        channel.basicPublish(
            route.exchange(),
            route.key(),
            true,
            properties(message, route, number),
            message.body());
        written = number;
      }
    } catch (IOException | RuntimeException e) {
      // Part of the message may be out, so nothing else can be said on this connection.
      session.lose(Loss.of(e));
    }
    if (!session.isUp()) {
      loseAll();
    }
  }

  private Route route(Message message) throws IOException {
    return message.delay().isZero()
        ? Route.to(message.queue())
        : postponement.route(message.queue(), message.delay());
  }

  /**
   * Ends the publisher and its channel, in good order: the broker has all that was published. What
   * it has not confirmed by then counts as lost.
   *
   * @throws IOException if the broker refuses; the session is lost then
   */
  @Override
  public void close() throws IOException {
    session.end(this, channel);
  }

  /**
   * The number of the oldest message that was written as a whole and has no answer; 0 if there is
   * none.
   */
  long oldestUnanswered() {
    Map.Entry<Long, Receipt> oldest = waiting.firstEntry();
    return oldest == null || oldest.getKey() > written ? 0 : oldest.getKey();
  }

  private static AMQP.BasicProperties properties(Message message, Route route, long number) {
    AMQP.BasicProperties.Builder properties =
        new AMQP.BasicProperties.Builder()
            .deliveryMode(PERSISTENT)
            .contentType(CONTENT_TYPE)
            .messageId(Long.toString(number));
    if (!message.replyTo().isEmpty()) {
      properties.replyTo(message.replyTo());
    }
    if (message.priority() != Ticket.USUAL_PRIORITY) {
      properties.priority(message.priority());
    }
    Map<String, Object> headers = headers(message, route);
    if (!headers.isEmpty()) {
      properties.headers(headers);
    }
    return properties.build();
  }

  private static Map<String, Object> headers(Message message, Route route) {
    Map<String, Object> headers = new HashMap<>(route.headers());
    if (message.signature().length > 0) {
      headers.put(SIGNATURE_HEADER, message.signature());
    }
    if (!message.note().isEmpty()) {
      headers.put(NOTE_HEADER, message.note());
    }
    return headers;
  }

  private void acked(long number, boolean multiple) {
    settle(number, multiple, Receipt::confirmed);
  }

  private void nacked(long number, boolean multiple) {
    boolean unroutable = session.dialect().nackMeansUnroutable();
    settle(number, multiple, unroutable ? Receipt::unroutable : Receipt::refused);
  }

  /**
   * Only the way into a delay has an exchange. If that is not there any more, the queue behind it
   * may well be, so nobody must take that for gone: the next session makes the way anew.
   */
  private void returned(Return message) {
    long number = Long.parseLong(message.getProperties().getMessageId());
    if (message.getExchange().isEmpty()) {
      settle(number, Receipt::unroutable);
    } else {
      session.loseQueue(message.getExchange());
      settle(number, Receipt::lost);
    }
  }

  /** No confirm will come any more. No receipt can make it throw. */
  void loseAll() {
    settle(Long.MAX_VALUE, true, Receipt::lost);
  }

  private void settle(long number, boolean multiple, Consumer<Receipt> verdict) {
    if (multiple) {
      waiting.headMap(number, true).keySet().forEach(each -> settle(each, verdict));
    } else {
      settle(number, verdict);
    }
  }

  private void settle(long number, Consumer<Receipt> verdict) {
    Receipt receipt = waiting.remove(number);
    if (receipt != null) {
      try {
        verdict.accept(receipt);
      } catch (RuntimeException | Error e) {
        // It must not keep the others from hearing.
        log.error("a receipt threw", e);
        session.lose("a receipt threw " + e);
      }
    }
  }
}
