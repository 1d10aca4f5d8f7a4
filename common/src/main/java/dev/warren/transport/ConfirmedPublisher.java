package dev.warren.transport;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes persistent, mandatory messages to queues and tells what became of each (RabbitMQ
 * documentation, "Consumer Acknowledgements and Publisher Confirms"). Thread-safe.
 *
 * <p>I1: a receipt is in {@code waiting} before its message is written, so no confirm can miss it.
 * I2: the confirm path takes no lock, because {@link #publish} may be blocked in a socket write
 * while it holds one. I3: removing the receipt from {@code waiting} is the right to call it.
 */
public final class ConfirmedPublisher {

  private static final Logger log = LoggerFactory.getLogger(ConfirmedPublisher.class);
  static final String SIGNATURE_HEADER = "warren-signature";
  private static final int PERSISTENT = 2;
  private static final String CONTENT_TYPE = "application/x-warren-lines";

  private final Channel channel;
  private final Session session;
  private final ConcurrentNavigableMap<Long, Receipt> waiting = new ConcurrentSkipListMap<>();

  ConfirmedPublisher(Session session, Channel channel) throws IOException {
    this.session = session;
    this.channel = channel;
    channel.confirmSelect();
    channel.addConfirmListener(this::acked, this::nacked);
    channel.addReturnListener(
        returned -> {
          Receipt receipt = waiting.remove(Long.parseLong(returned.getProperties().getMessageId()));
          if (receipt != null) {
            tell(receipt, Receipt::unroutable);
          }
        });
  }

  /**
   * Publishes a message. May block while the broker holds back publishers.
   *
   * @param message the message
   * @param receipt hears what became of it; if the session is lost, that is {@link Receipt#lost()}
   */
  public void publish(Message message, Receipt receipt) {
    long number;
    synchronized (channel) {
      number = channel.getNextPublishSeqNo();
      waiting.put(number, receipt);
      try {
        channel.basicPublish(
            "", message.queue(), true, properties(message, number), message.body());
      } catch (IOException | RuntimeException e) {
        // The session ends with its channel; a message too large for the broker ends here as well.
        session.lose(Faults.describe(e));
      }
    }
    if (!session.isUp()) {
      loseAll();
    }
  }

  private static AMQP.BasicProperties properties(Message message, long number) {
    AMQP.BasicProperties.Builder properties =
        new AMQP.BasicProperties.Builder()
            .deliveryMode(PERSISTENT)
            .contentType(CONTENT_TYPE)
            .messageId(Long.toString(number));
    if (!message.replyTo().isEmpty()) {
      properties.replyTo(message.replyTo());
    }
    if (message.signature().length > 0) {
      properties.headers(Map.of(SIGNATURE_HEADER, message.signature()));
    }
    return properties.build();
  }

  private void acked(long number, boolean multiple) {
    settle(number, multiple, Receipt::confirmed);
  }

  private void nacked(long number, boolean multiple) {
    settle(
        number,
        multiple,
        session.dialect().nackMeansUnroutable() ? Receipt::unroutable : Receipt::refused);
  }

  private void settle(long number, boolean multiple, Consumer<Receipt> verdict) {
    if (!multiple) {
      Receipt receipt = waiting.remove(number);
      if (receipt != null) {
        tell(receipt, verdict);
      }
      return;
    }
    for (Long each : waiting.headMap(number, true).keySet()) {
      Receipt receipt = waiting.remove(each);
      if (receipt != null) {
        tell(receipt, verdict);
      }
    }
  }

  /** A receipt that throws must not keep the others from hearing. */
  private void tell(Receipt receipt, Consumer<Receipt> verdict) {
    try {
      verdict.accept(receipt);
    } catch (RuntimeException | Error e) {
      log.error("a receipt threw", e);
      session.lose("a receipt threw " + e);
    }
  }

  /** Tells everybody who waits that the session is lost. */
  void loseAll() {
    settle(Long.MAX_VALUE, true, Receipt::lost);
  }
}
