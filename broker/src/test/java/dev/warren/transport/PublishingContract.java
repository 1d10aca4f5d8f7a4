package dev.warren.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.Verdicts.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Messages: how they travel, and how large they may be. */
interface PublishingContract extends Contract {

  @Test
  default void confirmedMessageShouldArriveAsItWasSent() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.sharedTasks();
    Mailbox mailbox = new Mailbox();
    Session session = kit.link(setUp -> setUp.declare(queue)).nextSession();
    byte[] signature = {0, 1, -1, 127, -128};
    byte[] body = "what to do".getBytes(StandardCharsets.UTF_8);
    Verdicts verdicts = new Verdicts();

    session
        .publisher()
        .publish(
            new Message(queue.name(), body, "answers", signature).withNote("gr\u00fc\u00dfe"),
            verdicts.receipt("it"));

    verdicts.assertAll(Verdict.CONFIRMED);
    session.subscribe(queue, 1, mailbox);
    Delivery delivery = mailbox.take();
    assertThat(delivery.body()).isEqualTo(body);
    assertThat(delivery.replyTo()).isEqualTo("answers");
    assertThat(delivery.signature()).isEqualTo(signature);
    assertThat(delivery.note()).isEqualTo("gr\u00fc\u00dfe");
    assertThat(delivery.earlierDeliveries()).isZero();
    assertThat(delivery.isRedelivered()).isFalse();
    delivery.ack();
    verdicts.assertAll(Verdict.CONFIRMED);
  }

  @Test
  default void messageWithoutReplyAddressAndSignatureShouldHaveEmptyOnes() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.privateTasks();
    Mailbox mailbox = new Mailbox();
    Session session = kit.link(setUp -> setUp.declare(queue)).nextSession();

    Kit.publish(session, queue, 1);

    session.subscribe(queue, 1, mailbox);
    Delivery delivery = mailbox.take();
    assertThat(delivery.replyTo()).isEmpty();
    assertThat(delivery.signature()).isEmpty();
    assertThat(delivery.note()).isEmpty();
  }

  @Test
  default void longestNoteShouldTravel() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.deadTasks();
    Mailbox mailbox = new Mailbox();
    Session session = kit.link(setUp -> setUp.declare(queue)).nextSession();
    String note = "\u00fc".repeat(Message.MAX_NOTE / 2);
    byte[] signature = new byte[32];
    Verdicts verdicts = new Verdicts();

    session
        .publisher()
        .publish(
            new Message(queue.name(), new byte[0], "r".repeat(255), signature).withNote(note),
            verdicts.receipt("it"));

    verdicts.assertAll(Verdict.CONFIRMED);
    session.subscribe(queue, 1, mailbox);
    assertThat(mailbox.take().note()).isEqualTo(note);
  }

  @Test
  default void messageShouldBePersistentAndNeverExpire() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.sharedTasks();
    Session session = kit.link(setUp -> setUp.declare(queue)).nextSession();

    Kit.publish(session, queue, 1);

    Channel channel = kit.client().createChannel();
    GetResponse response = channel.basicGet(queue.name(), true);
    assertThat(response.getProps().getDeliveryMode()).isEqualTo(2);
    assertThat(response.getProps().getExpiration()).isNull();
  }

  @Test
  default void manyMessagesFromSeveralThreadsShouldArriveOnceEach() throws Exception {
    int threads = 4;
    int each = 2_500;
    Kit kit = kit();
    QueueSpec queue = kit.sharedTasks();
    Mailbox mailbox = new Mailbox();
    Session session = kit.link(setUp -> setUp.declare(queue)).nextSession();
    session.subscribe(queue, 500, mailbox);
    ConfirmedPublisher publisher = session.publisher();
    Verdicts verdicts = new Verdicts();

    for (int t = 0; t < threads; t++) {
      int first = t * each;
      Thread thread =
          new Thread(
              () ->
                  IntStream.range(first, first + each)
                      .forEach(i -> publisher.publish(Kit.message(queue, i), verdicts.receipt(i))));
      thread.setDaemon(true);
      thread.start();
    }
    List<String> texts = new ArrayList<>();
    while (texts.size() < threads * each) {
      Delivery delivery = mailbox.take();
      texts.add(Mailbox.text(delivery));
      delivery.ack();
    }

    assertThat(texts).containsExactlyInAnyOrderElementsOf(Kit.numbers(threads * each));
    verdicts.assertAll(Verdict.CONFIRMED);
    assertThat(mailbox.overlapped()).isFalse();
    session.lose("the test wants to know what was acknowledged");
    QueueState left = kit.link().nextSession().declare(queue);
    assertThat(left.messages()).isZero();
    assertThat(mailbox.size()).isZero();
  }

  @Test
  default void messageOfFifteenMebibytesShouldTravel() throws Exception {
    assertTravels(15 << 20);
  }

  /** The client library would break the connection of whoever receives more than its own limit. */
  @Test
  default void messageThatTheBrokerTakesShouldBeReceivedWhateverItsSize() throws Exception {
    assertTravels(Math.min(sizeLimit(), CLIENT_LIMIT + 1));
  }

  private void assertTravels(int size) throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.privateTasks();
    Mailbox mailbox = new Mailbox();
    Probe link = kit.link(setUp -> setUp.declare(queue));
    Session session = link.nextSession();
    session.subscribe(queue, 1, mailbox);
    byte[] body = new byte[size];
    ThreadLocalRandom.current().nextBytes(body);
    Verdicts verdicts = new Verdicts();

    session.publisher().publish(Message.of(queue.name(), body), verdicts.receipt("large"));

    verdicts.assertAll(Verdict.CONFIRMED);
    Delivery delivery = mailbox.take();
    assertThat(delivery.body()).isEqualTo(body);
    delivery.ack();
    assertThat(link.heard()).containsExactly("up 1");
  }

  @Test
  default void messageThatTheBrokerFindsTooLargeShouldBeReportedAndNotHang() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.privateTasks();
    Probe link = kit.link(setUp -> setUp.declare(queue));
    Session session = link.nextSession();
    ConfirmedPublisher publisher = session.publisher();
    Verdicts verdicts = new Verdicts();

    publisher.publish(Message.of(queue.name(), new byte[sizeLimit() + 1]), verdicts.receipt("it"));

    verdicts.assertAll(Verdict.LOST);
    assertThat(link.nextLoss()).containsIgnoringCase("size");
    Kit.publish(link.nextSession(), queue, 1);
    verdicts.assertAll(Verdict.LOST);
  }
}
