package dev.warren.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.topology.QueueSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Looking through a queue without taking anything out of it, or only a part. */
interface ReadingContract extends Contract {

  /** More than RabbitMQ lets pile up on a channel for a quorum queue. */
  int MANY = 300;

  private static List<Delivery> readAll(QueueReader reader) throws IOException {
    List<Delivery> all = new ArrayList<>();
    for (Optional<Delivery> next = reader.next(); next.isPresent(); next = reader.next()) {
      all.add(next.get());
    }
    return all;
  }

  private static List<String> look(Session session, QueueSpec queue) throws IOException {
    try (QueueReader reader = session.reader(queue)) {
      return Mailbox.texts(readAll(reader));
    }
  }

  /** Waits until a queue shows all that it has: what is given back takes a moment. */
  private static List<String> settled(Session session, QueueSpec queue, int count) {
    await().atMost(Kit.SOON).until(() -> session.declare(queue).messages() == count);
    return await().atMost(Kit.SOON).until(() -> look(session, queue), it -> it.size() == count);
  }

  @Test
  default void readerShouldLeaveTheQueueAsItWas() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.deadTasks();
    Session session = kit.link(setUp -> setUp.declare(queue)).nextSession();
    Kit.publish(session, queue, MANY);

    for (int round = 0; round < 3; round++) {
      assertThat(settled(session, queue, MANY)).isEqualTo(Kit.numbers(MANY));
    }
  }

  @Test
  default void emptyQueueShouldBeAtItsEnd() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.deadTasks();
    Session session = kit.link(setUp -> setUp.declare(queue)).nextSession();

    assertThat(look(session, queue)).isEmpty();
    Kit.publish(session, queue, 2);
    assertThat(settled(session, queue, 2)).isEqualTo(Kit.numbers(2));
  }

  @Test
  default void acknowledgedMessagesShouldBeGoneAndTheOthersInOrder() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.deadTasks();
    Session session = kit.link(setUp -> setUp.declare(queue)).nextSession();
    Kit.publish(session, queue, MANY);

    try (QueueReader reader = session.reader(queue)) {
      List<Delivery> all = readAll(reader);
      for (int i = 0; i < MANY; i += 3) {
        reader.acknowledge(all.get(i));
      }
    }

    List<String> others =
        IntStream.range(0, MANY).filter(i -> i % 3 != 0).mapToObj(String::valueOf).toList();
    assertThat(settled(session, queue, others.size())).isEqualTo(others);
  }

  @Test
  default void allThatIsAcknowledgedOnTheWayShouldBeGone() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.deadTasks();
    Session session = kit.link(setUp -> setUp.declare(queue)).nextSession();
    Kit.publish(session, queue, MANY);

    try (QueueReader reader = session.reader(queue)) {
      int seen = 0;
      for (Optional<Delivery> next = reader.next(); next.isPresent(); next = reader.next()) {
        assertThat(Mailbox.text(next.get())).isEqualTo(String.valueOf(seen++));
        reader.acknowledge(next.get());
      }
      assertThat(seen).isEqualTo(MANY);
    }

    assertThat(settled(session, queue, 0)).isEmpty();
  }

  @Test
  default void readerShouldNotSeeWhatComesAfterItHasBegun() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.deadTasks();
    Session session = kit.link(setUp -> setUp.declare(queue)).nextSession();
    Kit.publish(session, queue, 3);

    try (QueueReader reader = session.reader(queue)) {
      assertThat(reader.next()).isPresent();
      Kit.publish(session, queue, 3);
      assertThat(readAll(reader)).hasSize(2);
    }

    assertThat(settled(session, queue, 6)).containsExactly("0", "1", "2", "0", "1", "2");
  }

  @Test
  default void messagesShouldComeBackWhenTheReaderIsLost() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.deadTasks();
    Session session = kit.link(setUp -> setUp.declare(queue)).nextSession();
    Kit.publish(session, queue, MANY);
    CutProxy proxy = kit.proxy();
    Session lost = kit.link(proxy, Probe.NOTHING).nextSession();
    assertThat(readAll(lost.reader(queue))).hasSize(MANY);

    proxy.cut();

    assertThat(settled(session, queue, MANY))
        .containsExactlyInAnyOrderElementsOf(Kit.numbers(MANY));
  }

  @Test
  default void publishersShouldNotWaitForAReader() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.deadTasks();
    Session session = kit.link(setUp -> setUp.declare(queue)).nextSession();
    Kit.publish(session, queue, MANY);

    try (QueueReader reader = session.reader(queue)) {
      assertThat(readAll(reader)).hasSize(MANY);
      Kit.publish(session, queue, 1);
    }

    assertThat(settled(session, queue, MANY + 1)).last().isEqualTo("0");
  }

  @Test
  default void missingQueueShouldBeNoReasonToLoseTheSession() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.deadTasks();
    Probe link = kit.link();
    Session session = link.nextSession();

    assertThat(session.exists(queue)).isFalse();
    session.declare(queue);
    assertThat(session.exists(queue)).isTrue();

    assertThat(session.isUp()).isTrue();
    assertThat(link.heard()).containsExactly("up 1");
  }

  @Test
  default void claimOfAnotherConnectionShouldBeWaitedFor() throws Exception {
    Kit kit = kit();
    QueueSpec claim = QueueSpec.deadReader("contract." + Kit.unique());
    Probe first = kit.link(setUp -> setUp.declare(claim));
    first.nextSession();

    Probe second = kit.link(setUp -> setUp.declare(claim));

    await().during(java.time.Duration.ofMillis(500)).until(() -> second.heard().isEmpty());
    first.close();
    assertThat(second.nextSession().isUp()).isTrue();
  }
}
