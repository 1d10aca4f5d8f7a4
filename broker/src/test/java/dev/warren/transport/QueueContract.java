package dev.warren.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.warren.topology.QueueSpec;
import dev.warren.topology.QueueSpec.Kind;
import dev.warren.topology.ReplyQueues;
import dev.warren.transport.Verdicts.Verdict;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Declaring, emptying and deleting queues, and what becomes of them with their connections. */
interface QueueContract extends Contract {

  @ParameterizedTest
  @EnumSource(
      names = {"REPLIES", "LOG", "JOURNAL", "REGISTER"},
      mode = EnumSource.Mode.EXCLUDE)
  default void queueShouldBeDeclaredFromTwoConnectionsAndOutliveThem(Kind kind) throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.queue(kind);
    Probe one = kit.link(setUp -> setUp.declare(queue));
    Probe other = kit.link(setUp -> setUp.declare(queue));
    Session session = one.nextSession();
    Session otherSession = other.nextSession();
    Kit.publish(session, queue, 3);

    await().atMost(Kit.SOON).until(() -> otherSession.declare(queue).messages() == 3);
    assertThat(otherSession.declare(queue).consumers()).isZero();
    one.close();
    other.close();

    Session later = kit.link().nextSession();
    assertThat(later.declare(queue).messages()).isEqualTo(3);
    later.subscribe(queue, 1, new Mailbox());
    await().atMost(Kit.SOON).until(() -> later.declare(queue).consumers() == 1);
  }

  @Test
  default void whatIsBeingWorkedOnShouldBeCountedWhereTheBrokerIsSaidToCountIt() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.sharedTasks();
    Session session = kit.link(setUp -> setUp.declare(queue)).nextSession();
    Kit.publish(session, queue, 3);
    Mailbox mailbox = new Mailbox();
    session.subscribe(queue, 2, mailbox);
    mailbox.take(2);

    await()
        .atMost(Kit.SOON)
        .untilAsserted(
            () -> {
              QueueState state = session.declare(queue);
              assertThat(state.messages()).isEqualTo(state.countsUnsettled() ? 3 : 1);
              assertThat(state.consumers()).isEqualTo(1);
            });
  }

  @ParameterizedTest
  @EnumSource(
      names = {"REPLIES", "LOG", "JOURNAL", "REGISTER"},
      mode = EnumSource.Mode.EXCLUDE)
  default void purgedQueueShouldBeEmptyAndDeletedQueueGone(Kind kind) throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.queue(kind);
    Session session = kit.link(setUp -> setUp.declare(queue)).nextSession();
    Kit.publish(session, queue, 3);

    assertThat(session.purge(queue)).isEqualTo(3);

    await().atMost(Kit.SOON).until(() -> session.declare(queue).messages() == 0);
    session.delete(queue);
    assertThat(verdictOnMessageTo(queue)).isEqualTo(Verdict.UNROUTABLE);
    assertThat(session.isUp()).isTrue();
  }

  @Test
  default void replyQueueShouldBeOfNoUseToOthers() throws Exception {
    Kit kit = kit();
    QueueSpec replies = ReplyQueues.of(Kit.unique(), 1);
    Mailbox mailbox = new Mailbox();
    Probe owner =
        kit.link(
            setUp -> {
              setUp.declare(replies);
              setUp.subscribe(replies, 10, mailbox);
            });
    Probe stranger = kit.link();
    Session strangers = stranger.nextSession();
    owner.nextSession();

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> strangers.subscribe(replies, 1, new Mailbox()));

    stranger.nextLoss();
    Kit.publish(stranger.nextSession(), replies, 3);
    assertThat(Mailbox.texts(mailbox.take(3))).isEqualTo(Kit.numbers(3));
    assertThat(owner.heard()).containsExactly("up 1");
  }

  @Test
  default void replyQueueShouldDisappearWithItsConnection() throws Exception {
    Kit kit = kit();
    QueueSpec closed = ReplyQueues.of(Kit.unique(), 1);
    QueueSpec cut = ReplyQueues.of(Kit.unique(), 1);
    CutProxy proxy = kit.proxy();
    Probe closing = kit.link(setUp -> setUp.declare(closed));
    Probe losing =
        kit.link(
            proxy,
            setUp -> {
              if (setUp.epoch() == 1) {
                setUp.declare(cut);
              }
            });
    closing.nextSession();
    losing.nextSession();
    assertThat(verdictOnMessageTo(closed)).isEqualTo(Verdict.CONFIRMED);
    assertThat(verdictOnMessageTo(cut)).isEqualTo(Verdict.CONFIRMED);

    closing.close();
    proxy.cut();

    await().atMost(Kit.SOON).until(() -> verdictOnMessageTo(closed) == Verdict.UNROUTABLE);
    await().atMost(Kit.SOON).until(() -> verdictOnMessageTo(cut) == Verdict.UNROUTABLE);
  }

  @Test
  default void nextReplyQueueShouldBeOfUseWhileTheBrokerStillKnowsTheOldConnection()
      throws Exception {
    Kit kit = kit();
    String pool = Kit.unique();
    Mailbox mailbox = new Mailbox();
    CutProxy proxy = kit.proxy();
    Probe link =
        kit.link(
            proxy,
            setUp -> {
              QueueSpec own = ReplyQueues.of(pool, setUp.epoch());
              setUp.declare(own);
              setUp.subscribe(own, 10, mailbox);
            });
    link.nextSession();

    proxy.cutUnseenByBroker();

    Session next = link.nextSession();
    assertThat(next.epoch()).isEqualTo(2);
    Kit.publish(next, ReplyQueues.of(pool, 2), 1);
    assertThat(Mailbox.text(mailbox.take())).isEqualTo("0");
    assertThat(verdictOnMessageTo(ReplyQueues.of(pool, 1))).isEqualTo(Verdict.CONFIRMED);
  }

  private Verdict verdictOnMessageTo(QueueSpec queue) throws Exception {
    Verdicts verdicts = new Verdicts();
    try (Probe link = kit().link()) {
      link.nextSession().publisher().publish(Kit.message(queue, "?"), verdicts.receipt("?"));
      return verdicts.awaitAll().of("?").get(0);
    }
  }
}
