package dev.warren.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.topology.DelayLevels;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.Verdicts.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Messages that wait on the broker: when they come, and what else must not wait for them. */
interface DelayContract extends Contract {

  /** What Warren promises, and something for a machine that is busy with other tests. */
  Duration LATE = Duration.ofSeconds(3);

  /** The clock of a broker may differ from ours by so much. */
  Duration EARLY = Duration.ofMillis(20);

  /** Takes note of when each message comes. */
  final class Arrivals implements Consumer<Delivery> {

    private final Map<String, Long> at = new ConcurrentHashMap<>();
    private final List<String> texts = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void accept(Delivery delivery) {
      at.put(Mailbox.text(delivery), System.nanoTime());
      texts.add(Mailbox.text(delivery));
      delivery.ack();
    }

    void await(int count) {
      Awaitility.await().atMost(Kit.SOON).until(() -> texts.size() >= count);
    }

    List<String> texts() {
      return List.copyOf(texts);
    }

    /** How long a message took that was published at that time. */
    Duration after(Object text, long published) {
      return Duration.ofNanos(at.get(text.toString()) - published);
    }
  }

  @Test
  default void messageShouldComeWhenItsTimeHasComeAndNotBefore() throws Exception {
    Kit kit = kit();
    for (QueueSpec queue : List.of(kit.privateTasks(), kit.sharedTasks())) {
      Arrivals arrivals = new Arrivals();
      Session session = subscribed(queue, arrivals);
      Verdicts verdicts = new Verdicts();
      ConfirmedPublisher publisher = session.publisher();
      long start = System.nanoTime();

      for (int millis : new int[] {2_500, 40, 1_000, 1_750}) {
        Message message = Kit.message(queue, millis).delayedBy(Duration.ofMillis(millis));
        publisher.publish(message, verdicts.receipt(millis));
      }

      verdicts.assertAll(Verdict.CONFIRMED);
      assertThat(arrivals.texts()).as("what is confirmed waits").doesNotContain("2500");
      arrivals.await(4);
      for (int millis : new int[] {40, 1_000, 1_750, 2_500}) {
        Duration delay = Duration.ofMillis(millis);
        assertThat(arrivals.after(millis, start)).isBetween(delay.minus(EARLY), delay.plus(LATE));
      }
    }
  }

  @Test
  default void messageThatWaitsShouldHoldUpNoOther() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.sharedTasks();
    Arrivals arrivals = new Arrivals();
    Session session = subscribed(queue, arrivals);
    Verdicts verdicts = new Verdicts();
    ConfirmedPublisher publisher = session.publisher();

    Message waiting = Kit.message(queue, "waiting").delayedBy(DelayLevels.LONGEST);
    publisher.publish(waiting, verdicts.receipt("waiting"));
    publisher.publish(
        Kit.message(queue, "soon").delayedBy(Duration.ofMillis(500)), verdicts.receipt("soon"));
    publisher.publish(Kit.message(queue, "now"), verdicts.receipt("now"));

    arrivals.await(2);
    verdicts.assertAll(Verdict.CONFIRMED);
    assertThat(arrivals.texts()).containsExactly("now", "soon");
  }

  @Test
  default void messageThatHasWaitedShouldBeAsItWas() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.sharedTasks();
    Mailbox mailbox = new Mailbox();
    Session session = subscribed(queue, mailbox);
    byte[] body = "body".getBytes(StandardCharsets.UTF_8);
    byte[] signature = {0, -1, 127, 10};
    Message message = new Message(queue.name(), body, "answers", signature);
    Verdicts verdicts = new Verdicts();

    session
        .publisher()
        .publish(message.delayedBy(Duration.ofMillis(1_750)), verdicts.receipt("it"));

    Delivery delivery = mailbox.take();
    assertThat(delivery.body()).isEqualTo(body);
    assertThat(delivery.replyTo()).isEqualTo("answers");
    assertThat(delivery.signature()).isEqualTo(signature);
    assertThat(delivery.isRedelivered()).isFalse();
    delivery.giveBack();
    assertThat(mailbox.take().body()).as("given back, it waits no more").isEqualTo(body);
  }

  @Test
  default void manyMessagesShouldAllComeOnceEachInTime() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.sharedTasks();
    Arrivals arrivals = new Arrivals();
    Session session = subscribed(queue, arrivals);
    Random random = new Random(4);
    Verdicts verdicts = new Verdicts();
    ConfirmedPublisher publisher = session.publisher();
    List<Long> published = new ArrayList<>();
    List<Duration> delays = new ArrayList<>();

    for (int i = 0; i < 500; i++) {
      delays.add(Duration.ofMillis(random.nextInt(1, 4_000)));
      published.add(System.nanoTime());
      publisher.publish(Kit.message(queue, i).delayedBy(delays.get(i)), verdicts.receipt(i));
    }

    arrivals.await(500);
    verdicts.assertAll(Verdict.CONFIRMED);
    assertThat(arrivals.texts()).containsExactlyInAnyOrderElementsOf(Kit.numbers(500));
    for (int i = 0; i < 500; i++) {
      assertThat(arrivals.after(i, published.get(i)))
          .isBetween(delays.get(i).minus(EARLY), delays.get(i).plus(LATE));
    }
  }

  @Test
  default void messageShouldWaitOnWhenItsPublisherHasGone() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.sharedTasks();
    Arrivals arrivals = new Arrivals();
    subscribed(queue, arrivals);
    Probe publishing = kit.link(setUp -> setUp.declare(queue));
    Verdicts verdicts = new Verdicts();
    Message message = Kit.message(queue, "it").delayedBy(Duration.ofSeconds(1));
    publishing.nextSession().publisher().publish(message, verdicts.receipt("it"));
    verdicts.assertAll(Verdict.CONFIRMED);

    publishing.close();

    arrivals.await(1);
    Awaitility.await()
        .during(Duration.ofMillis(500))
        .atMost(Kit.SOON)
        .until(() -> arrivals.texts().size() == 1);
  }

  private Session subscribed(QueueSpec queue, Consumer<Delivery> handler) throws Exception {
    Session session = kit().link(setUp -> setUp.declare(queue)).nextSession();
    session.subscribe(queue, 100, handler);
    return session;
  }
}
