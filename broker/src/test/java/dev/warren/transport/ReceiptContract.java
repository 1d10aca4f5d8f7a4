package dev.warren.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.topology.QueueSpec;
import dev.warren.transport.Verdicts.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Receipts: each is told what became of its message, exactly once. */
interface ReceiptContract extends Contract {

  @Test
  default void messageToAMissingQueueShouldBeUnroutableExactlyOnce() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.privateTasks();
    QueueSpec missing = kit.privateTasks();
    Session session = kit.link(setUp -> setUp.declare(queue)).nextSession();
    ConfirmedPublisher publisher = session.publisher();
    Verdicts there = new Verdicts();
    Verdicts nowhere = new Verdicts();

    for (int i = 0; i < 200; i++) {
      publisher.publish(Kit.message(queue, i), there.receipt(i));
      publisher.publish(Kit.message(missing, i), nowhere.receipt(i));
    }

    there.assertAll(Verdict.CONFIRMED);
    nowhere.assertAll(Verdict.UNROUTABLE);
    Kit.publish(session, queue, 1); // Whatever the broker had to say is said by now.
    there.assertAll(Verdict.CONFIRMED);
    nowhere.assertAll(Verdict.UNROUTABLE);
    assertThat(session.isUp()).isTrue();
  }

  /** Numbers of unconfirmed messages count anew on every channel. */
  @Test
  default void twoPublishersOfOneSessionShouldNotMixTheirReceipts() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.privateTasks();
    QueueSpec missing = kit.privateTasks();
    Session session = kit.link(setUp -> setUp.declare(queue)).nextSession();
    ConfirmedPublisher one = session.publisher();
    ConfirmedPublisher other = session.publisher();
    Map<Boolean, Verdicts> verdicts = Map.of(true, new Verdicts(), false, new Verdicts());

    for (int i = 0; i < 100; i++) {
      one.publish(Kit.message(queue, i), verdicts.get(true).receipt(i));
      other.publish(Kit.message(missing, i), verdicts.get(false).receipt(i));
    }

    verdicts.get(true).assertAll(Verdict.CONFIRMED);
    verdicts.get(false).assertAll(Verdict.UNROUTABLE);
  }

  @Test
  default void messageOnALostSessionShouldBeLostExactlyOnce() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.privateTasks();
    Probe link = kit.link(setUp -> setUp.declare(queue));
    Session session = link.nextSession();
    ConfirmedPublisher publisher = session.publisher();
    Verdicts verdicts = new Verdicts();

    session.lose("the test wants it");
    for (int i = 0; i < 10; i++) {
      publisher.publish(Kit.message(queue, i), verdicts.receipt(i));
    }

    verdicts.assertAll(Verdict.LOST);
    link.nextSession();
    verdicts.assertAll(Verdict.LOST);
  }

  @Test
  default void receiptsShouldBeToldOnceWhilePublishingRacesWithLoss() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.privateTasks();
    CutProxy proxy = kit.proxy();
    Probe link = kit.link(proxy, setUp -> setUp.declare(queue));
    Verdicts verdicts = new Verdicts();
    AtomicInteger next = new AtomicInteger();

    for (int round = 0; round < 8; round++) {
      Session session = link.nextSession();
      ConfirmedPublisher publisher = session.publisher();
      List<Thread> threads = new ArrayList<>();
      CountDownLatch begun = new CountDownLatch(2 * 50);
      for (int t = 0; t < 2; t++) {
        Thread thread =
            new Thread(
                () -> {
                  while (session.isUp()) {
                    int i = next.getAndIncrement();
                    publisher.publish(Kit.message(queue, i), verdicts.receipt(i));
                    begun.countDown();
                  }
                });
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
      }
      assertThat(begun.await(Kit.SOON.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
      if (round % 2 == 0) {
        proxy.cut();
      } else {
        session.lose("the test wants it");
      }
      for (Thread each : threads) {
        each.join(Kit.SOON.toMillis());
        assertThat(each.isAlive()).isFalse();
      }
    }
    verdicts.assertEachToldOnce();
    Mailbox mailbox = new Mailbox();
    Session session = link.nextSession();
    int waiting = session.declare(queue).messages();
    session.subscribe(queue, 500, mailbox);
    List<String> arrived = new ArrayList<>();
    for (int i = 0; i < waiting; i++) {
      Delivery delivery = mailbox.take();
      arrived.add(Mailbox.text(delivery));
      delivery.ack();
    }
    assertThat(arrived)
        .doesNotHaveDuplicates()
        .containsAll(verdicts.keysOf(Verdict.CONFIRMED).stream().map(String::valueOf).toList());
    verdicts.assertEachToldOnce();
  }

  @Test
  default void receiptThatThrowsShouldHarmNoOther() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.privateTasks();
    QueueSpec missing = kit.privateTasks();
    Probe link = kit.link(setUp -> setUp.declare(queue));
    ConfirmedPublisher publisher = link.nextSession().publisher();
    Verdicts verdicts = new Verdicts();
    Verdicts throwing =
        new Verdicts() {
          @Override
          void told(Verdict verdict) {
            throw new IllegalStateException("as the test wants it");
          }
        };

    for (int i = 0; i < 100; i++) {
      boolean bad = i % 20 == 10;
      QueueSpec to = i % 40 == 10 ? missing : queue;
      publisher.publish(Kit.message(to, i), (bad ? throwing : verdicts).receipt(i));
    }

    verdicts.assertEachToldOnce();
    throwing.assertEachToldOnce();
    Kit.publish(link.nextSession(), queue, 10);
    verdicts.assertEachToldOnce();
  }

  /** What fails in the client library before it is sent ends the session, and all of it. */
  @Test
  default void messageThatCannotBeWrittenShouldNotLeaveAHalfDeadConnection() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.privateTasks();
    Mailbox mailbox = new Mailbox();
    Probe link =
        kit.link(
            setUp -> {
              setUp.declare(queue);
              setUp.subscribe(queue, 10, mailbox);
            });
    Session session = link.nextSession();
    Kit.publish(session, queue, 3);
    mailbox.take(3);
    Verdicts verdicts = new Verdicts();

    Message impossible = Message.of("q".repeat(300), new byte[1]);
    session.publisher().publish(impossible, verdicts.receipt("it"));

    verdicts.assertAll(Verdict.LOST);
    link.nextLoss();
    assertThat(Mailbox.texts(mailbox.take(3))).isEqualTo(Kit.numbers(3));
  }
}
