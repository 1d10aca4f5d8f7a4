package dev.warren.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.warren.topology.QueueSpec;
import dev.warren.topology.QueueSpec.Kind;
import dev.warren.topology.ReplyQueues;
import dev.warren.transport.Verdicts.Verdict;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a link does when its session is lost, in all the ways that may happen. */
interface RecoveryContract extends Contract {

  @Test
  default void cutConnectionShouldBeMadeAnewAndUnconfirmedMessagesBeLost() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.privateTasks();
    CutProxy proxy = kit.proxy();
    Probe link = kit.link(proxy, setUp -> setUp.declare(queue));
    Session first = link.nextSession();
    ConfirmedPublisher publisher = first.publisher();
    Verdicts confirmed = new Verdicts();
    Verdicts lost = new Verdicts();
    for (int i = 0; i < 100; i++) {
      publisher.publish(Kit.message(queue, i), confirmed.receipt(i));
    }
    confirmed.assertAll(Verdict.CONFIRMED);
    proxy.stallToClient();
    for (int i = 0; i < 100; i++) {
      publisher.publish(Kit.message(queue, i), lost.receipt(i));
    }

    proxy.cut();
    proxy.resume();

    link.nextLoss();
    Session second = link.nextSession();
    lost.assertAll(Verdict.LOST);
    assertThat(first.isUp()).isFalse();
    assertThat(second.isUp()).isTrue();
    assertThat(second.epoch()).isEqualTo(2);
    Kit.publish(second, queue, 10);
    confirmed.assertAll(Verdict.CONFIRMED);
    lost.assertAll(Verdict.LOST);
    assertThat(link.heard()).containsExactly("up 1", "down", "up 2");
  }

  @Test
  default void connectionThatIsCutAgainAndAgainShouldLoseNoMessageAndNoDelivery() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.sharedTasks();
    CutProxy proxy = kit.proxy();
    Mailbox mailbox = new Mailbox();
    kit.link(
        proxy,
        setUp -> {
          setUp.declare(queue);
          setUp.subscribe(queue, 7, mailbox);
        });
    Session sender = kit.link(setUp -> setUp.declare(queue)).nextSession();
    Kit.publish(sender, queue, 500);

    Set<String> done = new HashSet<>();
    for (int i = 0; done.size() < 500; i++) {
      Delivery delivery = mailbox.take();
      done.add(Mailbox.text(delivery));
      delivery.ack();
      if (i % 100 == 50) {
        proxy.cut();
      }
    }

    assertThat(done).containsExactlyInAnyOrderElementsOf(Kit.numbers(500));
  }

  @Test
  default void channelErrorShouldEndTheWholeSession() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.privateTasks();
    QueueSpec missing = kit.privateTasks();
    Mailbox mailbox = new Mailbox();
    Probe link =
        kit.link(
            setUp -> {
              setUp.declare(queue);
              setUp.subscribe(queue, 10, mailbox);
            });
    Session session = link.nextSession();
    Kit.publish(session, queue, 2);
    mailbox.take(2);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> session.subscribe(missing, 1, new Mailbox()));

    assertThat(link.nextLoss()).contains(missing.name());
    assertThat(link.nextSession().epoch()).isEqualTo(2);
    assertThat(session.isUp()).isFalse();
    // What the first session held is free again only if all of that is gone.
    assertThat(Mailbox.texts(mailbox.take(2))).isEqualTo(Kit.numbers(2));
  }

  @ParameterizedTest
  @EnumSource(names = "REPLIES", mode = EnumSource.Mode.EXCLUDE)
  default void deletedQueueShouldBeDeclaredAndConsumedAgain(Kind kind) throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.queue(kind);
    Mailbox mailbox = new Mailbox();
    Probe link =
        kit.link(
            setUp -> {
              setUp.declare(queue);
              setUp.subscribe(queue, 10, mailbox);
            });
    link.nextSession();

    kit.link().nextSession().delete(queue);

    assertThat(link.nextLoss()).contains(queue.name());
    Kit.publish(link.nextSession(), queue, 1);
    assertThat(Mailbox.text(mailbox.take())).isEqualTo("0");
  }

  @Test
  default void sessionShouldSurviveTheWatchdog() throws Exception {
    Kit kit = kit();
    QueueSpec shared = kit.sharedTasks();
    QueueSpec replies = ReplyQueues.of(Kit.unique(), 1);
    Mailbox mailbox = new Mailbox();
    Probe link =
        kit.link(
            setUp -> {
              setUp.declare(shared);
              setUp.declare(replies);
              setUp.subscribe(shared, 1, mailbox);
              setUp.subscribe(replies, 1, mailbox);
            });
    Session session = link.nextSession();
    Kit.publish(session, shared, 2);
    mailbox.take();

    for (int i = 0; i < 10; i++) {
      session.watch().checkConsumers();
    }

    assertThat(link.heard()).containsExactly("up 1");
    Kit.publish(session, replies, 1);
    assertThat(Mailbox.text(mailbox.take())).isEqualTo("0");
  }

  @Test
  default void sessionShouldBeLosableFromItsOwnThreads() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.privateTasks();
    AtomicInteger handled = new AtomicInteger();
    Probe link =
        kit.link(
            setUp -> {
              setUp.declare(queue);
              setUp.subscribe(
                  queue,
                  1,
                  delivery -> {
                    if (handled.incrementAndGet() == 1) {
                      setUp.lose("its handler wants it");
                    } else {
                      delivery.ack();
                    }
                  });
            });
    Session first = link.nextSession();

    first.publisher().publish(Kit.message(queue, "it"), new Verdicts().receipt("it"));

    assertThat(link.nextLoss()).isEqualTo("its handler wants it");
    Session second = link.nextSession();
    await().atMost(Kit.SOON).until(() -> handled.get() == 2);
    second
        .publisher()
        .publish(
            Kit.message(queue, "it"),
            new Verdicts() {
              @Override
              void told(Verdict verdict) {
                second.lose("its receipt wants it");
              }
            }.receipt("it"));
    assertThat(link.nextLoss()).isEqualTo("its receipt wants it");
    assertThat(link.nextSession().epoch()).isEqualTo(3);
  }

  /** Without a heartbeat nobody would notice. */
  @Test
  default void silentNetworkShouldBeNoticedEvenByAPublisherThatIsStuck() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.privateTasks();
    CutProxy proxy = kit.proxy();
    Probe link = kit.link(proxy, setUp -> setUp.declare(queue));
    Stuck stuck = Stuck.publishing(link.nextSession(), queue, proxy::stall);

    assertThat(link.nextLoss()).isEqualTo("nothing was heard of the broker for too long");

    stuck.assertEnds(Verdict.LOST);
    proxy.cut();
    proxy.resume();
    link.nextSession();
  }

  @Test
  default void loseShouldFreeAPublisherThatIsStuck() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.privateTasks();
    CutProxy proxy = kit.proxy();
    Probe link = kit.link(proxy, setUp -> setUp.declare(queue));
    Session session = link.nextSession();
    Stuck stuck = Stuck.publishing(session, queue, proxy::stall);

    session.lose("the test wants it");

    stuck.assertEnds(Verdict.LOST);
    proxy.resume();
    assertThat(link.nextSession().epoch()).isEqualTo(2);
  }
}
