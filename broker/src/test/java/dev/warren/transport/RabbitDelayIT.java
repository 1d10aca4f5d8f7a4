package dev.warren.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.rabbitmq.client.Channel;
import dev.warren.broker.testing.RabbitBroker;
import dev.warren.broker.testing.RabbitBrokers;
import dev.warren.topology.DelayLevels;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.DelayContract.Arrivals;
import dev.warren.transport.Verdicts.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes on RabbitMQ of messages that wait when something goes wrong meanwhile. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class RabbitDelayIT {

  /** As many as a quorum queue has on their way to the next one at once, and some more. */
  private static final int MORE_THAN_ON_THEIR_WAY = 100;

  private static final int UNUSED = 20;

  private RabbitBroker broker;
  private Kit kit;

  @BeforeEach
  void open() {
    broker = RabbitBrokers.required();
    kit = new Kit(broker.uri().toString());
  }

  @AfterEach
  void close() throws Exception {
    if (kit != null) {
      kit.close();
    }
  }

  /** Some are on their way from level to level when the node is killed. */
  @Test
  void noMessageShouldBeLostWhenTheNodeRestarts() throws Exception {
    assumeTrue(broker.canRestart(), "this broker is not ours to disturb");
    QueueSpec queue = kit.sharedTasks();
    Arrivals arrivals = new Arrivals();
    Probe link =
        kit.link(
            Kit.impatient(kit.address(), LinkSettings.FOR_EVER),
            setUp -> {
              setUp.declare(queue);
              setUp.subscribe(queue, 100, arrivals);
            });
    ConfirmedPublisher publisher = link.nextSession().publisher();
    Verdicts verdicts = new Verdicts();
    for (int i = 0; i < 500; i++) {
      Duration delay = Duration.ofMillis(250 + i * 20L);
      publisher.publish(Kit.message(queue, i).delayedBy(delay), verdicts.receipt(i));
    }
    verdicts.assertAll(Verdict.CONFIRMED);
    arrivals.await(50);

    broker.restart();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> arrivals.texts().stream().distinct().count() == 500);
    assertThat(link.heard()).contains("down", "up 2");
  }

  @Test
  void messagesWhoseQueueIsGoneShouldBeKeptAndHoldUpNoOthers() throws Exception {
    QueueSpec gone = kit.sharedTasks();
    QueueSpec there = kit.sharedTasks();
    Arrivals arrivals = new Arrivals();
    Session session =
        kit.link(
                setUp -> {
                  setUp.declare(gone);
                  setUp.declare(there);
                })
            .nextSession();
    session.subscribe(there, 100, arrivals);
    Channel channel = kit.client().createChannel();
    long keptBefore = channel.messageCount(DelayLevels.UNDELIVERED);
    ConfirmedPublisher publisher = session.publisher();
    Verdicts verdicts = new Verdicts();
    for (int i = 0; i < MORE_THAN_ON_THEIR_WAY; i++) {
      Message message = Kit.message(gone, i).delayedBy(Duration.ofSeconds(1));
      publisher.publish(message, verdicts.receipt(i));
    }
    verdicts.assertAll(Verdict.CONFIRMED);

    session.delete(gone);
    publisher.publish(
        Kit.message(there, "it").delayedBy(Duration.ofSeconds(1)), verdicts.receipt("it"));

    arrivals.await(1);
    await()
        .atMost(Kit.SOON)
        .until(
            () ->
                channel.messageCount(DelayLevels.UNDELIVERED)
                    == keptBefore + MORE_THAN_ON_THEIR_WAY);
  }

  @Test
  void longestDelayShouldWaitOnTheHighestLevel() throws Exception {
    QueueSpec queue = kit.sharedTasks();
    Session session = kit.link(setUp -> setUp.declare(queue)).nextSession();
    Verdicts verdicts = new Verdicts();
    Message message = Kit.message(queue, "it").delayedBy(DelayLevels.LONGEST);

    session.publisher().publish(message, verdicts.receipt("it"));

    verdicts.assertAll(Verdict.CONFIRMED);
    Channel channel = kit.client().createChannel();
    String level = DelayLevels.name(DelayLevels.COUNT - 1);
    assertThat(channel.messageCount(level)).isPositive();
    assertThat(channel.queuePurge(level).getMessageCount()).isPositive();
  }

  /** On a level that no other test uses. */
  @Test
  void levelThatIsDeletedShouldBeMadeAnewAndNotTakenForTheQueue() throws Exception {
    QueueSpec queue = kit.sharedTasks();
    Probe link = kit.link(setUp -> setUp.declare(queue));
    Message message = Kit.message(queue, "it").delayedBy(DelayLevels.length(UNUSED));
    ConfirmedPublisher publisher = link.nextSession().publisher();
    Verdicts before = new Verdicts();
    publisher.publish(message, before.receipt("it"));
    before.assertAll(Verdict.CONFIRMED);
    kit.client().createChannel().queueDelete(DelayLevels.name(UNUSED));

    Verdicts without = new Verdicts();
    publisher.publish(message, without.receipt("it"));

    without.assertAll(Verdict.LOST);
    Verdicts after = new Verdicts();
    link.nextSession().publisher().publish(message, after.receipt("it"));
    after.assertAll(Verdict.CONFIRMED);
    assertThat(link.states())
        .containsExactly(BrokerState.CONNECTED, BrokerState.QUEUE_GONE, BrokerState.CONNECTED);
    kit.client().createChannel().queuePurge(DelayLevels.name(UNUSED));
  }

  @Test
  void messagesShouldWaitInQueuesThatForgetNothing() throws Exception {
    QueueSpec queue = kit.sharedTasks();
    Session session = kit.link(setUp -> setUp.declare(queue)).nextSession();
    Verdicts verdicts = new Verdicts();
    session
        .publisher()
        .publish(
            Kit.message(queue, "it").delayedBy(Duration.ofMillis(250)), verdicts.receipt("it"));
    verdicts.assertAll(Verdict.CONFIRMED);

    // Refused with any others.
    Map<String, Object> arguments =
        Map.of(
            "x-queue-type",
            "quorum",
            "x-message-ttl",
            250L,
            "x-dead-letter-exchange",
            DelayLevels.DUE,
            "x-dead-letter-strategy",
            "at-least-once",
            "x-overflow",
            "reject-publish");
    kit.client().createChannel().queueDeclare(DelayLevels.name(0), true, false, false, arguments);
  }
}
