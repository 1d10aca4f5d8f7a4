package dev.warren.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.broker.EmbeddedBroker;
import dev.warren.broker.testing.EmbeddedBrokerExtension;
import dev.warren.spi.LocalBrokerOptions;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.Verdicts.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** On the embedded broker, with what only that has. */
class EmbeddedContractIT extends BrokerContract {

  private static final int MESSAGES = 20;

  @RegisterExtension static final EmbeddedBrokerExtension BROKER = new EmbeddedBrokerExtension();

  @Override
  String uri() {
    return BROKER.uri().toString();
  }

  @Override
  public int sizeLimit() {
    return 100 << 20;
  }

  @Override
  public boolean countsDeliveries() {
    return false;
  }

  @Test
  void brokerThatIsStartedAgainShouldBeUsed() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.privateTasks();
    LocalBrokerOptions options = LocalBrokerOptions.random();
    EmbeddedBroker first = EmbeddedBroker.start(options);
    BrokerAddress address = BrokerAddress.parse(first.uri().toString());
    Probe link = kit.link(Kit.settings(address), setUp -> setUp.declare(queue));
    Kit.publish(link.nextSession(), queue, 1);

    first.close();

    link.nextLoss();
    options = new LocalBrokerOptions(first.port(), options.user(), options.password());
    try (EmbeddedBroker second = EmbeddedBroker.start(options)) {
      assertThat(second.uri()).isEqualTo(first.uri());
      Session session = link.nextSession();
      assertThat(session.declare(queue).messages()).isZero();
      Kit.publish(session, queue, 1);
      link.close();
    }
  }

  @Test
  void brokerThatComesBackWithAnotherPasswordShouldBeSaidToRefuse() throws Exception {
    LocalBrokerOptions options = LocalBrokerOptions.random();
    EmbeddedBroker first = EmbeddedBroker.start(options);
    BrokerAddress address = BrokerAddress.parse(first.uri().toString());
    Probe link = kit().link(Kit.impatient(address, Duration.ofSeconds(4)), Probe.NOTHING);
    link.nextSession();
    LocalBrokerOptions others =
        new LocalBrokerOptions(first.port(), options.user(), "another-password");

    first.close();
    try (EmbeddedBroker second = EmbeddedBroker.start(others)) {
      assertThat(second.port()).isEqualTo(first.port());
      assertThat(link.nextFailure()).hasMessageContaining("check user, password");
    }

    assertThat(link.states()).contains(BrokerState.REFUSED).endsWith(BrokerState.FAILED);
  }

  /** The embedded broker bounds its queues, since it has nothing but memory. */
  @Test
  void fullQueueShouldHoldPublishersUntilThereIsRoom() throws Exception {
    QueueSpec queue = kit().privateTasks();
    Probe link = kit().link();
    Session session = link.nextSession();
    Verdicts verdicts = new Verdicts();
    Thread held = publishInto(full(queue, session), queue, verdicts);
    Mailbox mailbox = new Mailbox();

    session.subscribe(queue, 10, mailbox);
    for (int i = 0; i < MESSAGES + 1; i++) {
      mailbox.take().ack();
    }

    held.join(Kit.SOON.toMillis());
    verdicts.assertAll(Verdict.CONFIRMED);
    assertThat(link.heard()).isEqualTo(List.of("up 1"));
  }

  @Test
  void closeShouldNotWaitForRoomInAFullQueue() throws Exception {
    QueueSpec queue = kit().privateTasks();
    Probe link = kit().link();
    Verdicts verdicts = new Verdicts();
    Thread held = publishInto(full(queue, link.nextSession()), queue, verdicts);

    link.close();

    held.join(CLOSING.toMillis());
    assertThat(held.isAlive()).isFalse();
    verdicts.assertAll(Verdict.LOST);
  }

  /** Has a queue that is fuller than it may be; the broker has said so to the publisher by then. */
  private ConfirmedPublisher full(QueueSpec queue, Session session) throws Exception {
    Map<String, Object> bounds =
        Map.of(
            "maximumQueueDepthMessages", MESSAGES - 1, "overflowPolicy", "PRODUCER_FLOW_CONTROL");
    kit().client().createChannel().queueDeclare(queue.name(), true, false, false, bounds);
    Verdicts verdicts = new Verdicts();
    ConfirmedPublisher publisher = session.publisher();
    for (int i = 0; i < MESSAGES; i++) {
      publisher.publish(Kit.message(queue, i), verdicts.receipt(i));
    }
    verdicts.assertAll(Verdict.CONFIRMED);
    return publisher;
  }

  private static Thread publishInto(
      ConfirmedPublisher publisher, QueueSpec queue, Verdicts verdicts) {
    Receipt receipt = verdicts.receipt("more");
    Thread thread = new Thread(() -> publisher.publish(Kit.message(queue, "more"), receipt));
    thread.setDaemon(true);
    thread.start();
    await().atMost(Kit.SOON).until(() -> thread.getState() == Thread.State.WAITING);
    return thread;
  }
}
