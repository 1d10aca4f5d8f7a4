package dev.warren.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.topology.QueueSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deliveries: whose they are, and what becomes of them. */
interface SettlingContract extends Contract {

  @Test
  default void unacknowledgedDeliveriesShouldComeBackWhenTheSessionIsLost() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.sharedTasks();
    Mailbox mailbox = new Mailbox();
    Probe link = kit.link(setUp -> setUp.declare(queue));
    Session session = link.nextSession();
    session.subscribe(queue, 20, mailbox);
    Kit.publish(session, queue, 30);
    List<Delivery> taken = mailbox.take(20);

    session.lose("the test wants it");

    Mailbox again = new Mailbox();
    link.nextSession().subscribe(queue, 100, again);
    List<Delivery> all = again.take(30);
    assertThat(Mailbox.texts(all)).containsExactlyInAnyOrderElementsOf(Kit.numbers(30));
    assertThat(Mailbox.texts(taken)).isEqualTo(Kit.numbers(20));
    assertThat(mailbox.size()).isZero();
  }

  @Test
  default void acknowledgedDeliveriesShouldNotComeBackWhenTheSessionIsLost() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.sharedTasks();
    Mailbox mailbox = new Mailbox();
    CutProxy proxy = kit.proxy();
    Probe link = kit.link(proxy, setUp -> setUp.declare(queue));
    Session session = link.nextSession();
    Kit.publish(session, queue, 20);
    session.subscribe(queue, 15, mailbox);
    mailbox.take(10).forEach(Delivery::ack);
    mailbox.take(10); // The last ones come when the broker has seen enough of those acks.

    proxy.cut();

    Mailbox again = new Mailbox();
    link.nextSession().subscribe(queue, 100, again);
    List<String> texts = Mailbox.texts(again.take(10));
    assertThat(texts).containsAll(Kit.numbers(20).subList(15, 20));
    again.assertStaysEmpty();
  }

  /** Of more than 32 at once RabbitMQ may forget some, if they are for a quorum queue. */
  @Test
  default void acknowledgementsJustBeforeCloseShouldCount() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.sharedTasks();
    Mailbox mailbox = new Mailbox();
    Probe link = kit.link(setUp -> setUp.declare(queue));
    Session session = link.nextSession();
    session.subscribe(queue, 30, mailbox);
    Kit.publish(session, queue, 30);
    List<Delivery> taken = mailbox.take(30);

    taken.forEach(Delivery::ack);
    link.close();

    Mailbox again = new Mailbox();
    kit.link().nextSession().subscribe(queue, 30, again);
    again.assertStaysEmpty();
  }

  @Test
  default void deliveryThatIsGivenBackShouldComeAgain() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.sharedTasks();
    Mailbox mailbox = new Mailbox();
    Session session = kit.link(setUp -> setUp.declare(queue)).nextSession();
    session.subscribe(queue, 3, mailbox);
    Kit.publish(session, queue, 3);
    List<Delivery> taken = mailbox.take(3);

    taken.get(1).giveBack();

    Delivery again = mailbox.take();
    assertThat(Mailbox.text(again)).isEqualTo("1");
    mailbox.assertStaysEmpty();
    again.ack();
    taken.get(0).ack();
    taken.get(2).ack();
    mailbox.assertStaysEmpty();
    assertThat(session.isUp()).isTrue();
  }

  @Test
  default void deliveryThatIsGivenBackShouldReachAnotherConsumer() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.sharedTasks();
    Mailbox mailbox = new Mailbox();
    Mailbox others = new Mailbox();
    Session session = kit.link(setUp -> setUp.declare(queue)).nextSession();
    Subscription subscription = session.subscribe(queue, 3, mailbox);
    Kit.publish(session, queue, 3);
    List<Delivery> taken = mailbox.take(3);
    subscription.cancel();
    kit.link().nextSession().subscribe(queue, 10, others);

    taken.forEach(Delivery::giveBack);

    List<Delivery> again = others.take(3);
    assertThat(Mailbox.texts(again)).containsExactlyInAnyOrderElementsOf(Kit.numbers(3));
    mailbox.assertStaysEmpty();
  }

  @Test
  default void settlingTwiceShouldDoNothing() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.sharedTasks();
    Mailbox mailbox = new Mailbox();
    Probe link = kit.link(setUp -> setUp.declare(queue));
    Session session = link.nextSession();
    session.subscribe(queue, 1, mailbox);
    Kit.publish(session, queue, 2);

    Delivery first = mailbox.take();
    first.ack();
    first.ack();
    first.giveBack();
    Delivery second = mailbox.take();
    second.giveBack();
    second.ack();
    second.giveBack();

    Delivery again = mailbox.take();
    assertThat(Mailbox.text(again)).isEqualTo("1");
    again.ack();
    mailbox.assertStaysEmpty();
    assertThat(link.heard()).containsExactly("up 1");
  }

  @Test
  default void settlingAfterALossShouldDoNothing() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.sharedTasks();
    Mailbox mailbox = new Mailbox();
    Probe link =
        kit.link(
            setUp -> {
              setUp.declare(queue);
              setUp.subscribe(queue, 10, mailbox);
            });
    Session session = link.nextSession();
    Kit.publish(session, queue, 4);
    List<Delivery> taken = mailbox.take(4);

    session.lose("the test wants it");
    taken.get(0).ack();
    taken.get(1).giveBack();
    link.nextSession();
    List<Delivery> again = mailbox.take(4);
    taken.get(2).ack();
    taken.get(3).giveBack();

    assertThat(Mailbox.texts(again)).containsExactlyInAnyOrderElementsOf(Kit.numbers(4));
    again.forEach(Delivery::ack);
    mailbox.assertStaysEmpty();
    assertThat(link.heard()).containsExactly("up 1", "down", "up 2");
  }

  @Test
  default void deliveryThatCannotBeHandledShouldComeAgain() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.sharedTasks();
    Mailbox mailbox = new Mailbox();
    Probe link =
        kit.link(
            setUp -> {
              setUp.declare(queue);
              setUp.subscribe(
                  queue,
                  10,
                  delivery -> {
                    if (setUp.epoch() == 1) {
                      throw new IllegalStateException("as the test wants it");
                    }
                    mailbox.accept(delivery);
                  });
            });

    Verdicts verdicts = new Verdicts();
    link.nextSession().publisher().publish(Kit.message(queue, "it"), verdicts.receipt("it"));

    assertThat(link.nextLoss()).contains("as the test wants it");
    Delivery delivery = mailbox.take();
    delivery.ack();
    assertThat(Mailbox.text(delivery)).isEqualTo("it");
    mailbox.assertStaysEmpty();
  }

  @Test
  default void earlierDeliveriesShouldBeCountedWhereTheBrokerCounts() throws Exception {
    Kit kit = kit();
    QueueSpec shared = kit.sharedTasks();
    QueueSpec own = kit.privateTasks();
    Mailbox ofShared = new Mailbox();
    Mailbox ofOwn = new Mailbox();
    Probe link =
        kit.link(
            setUp -> {
              setUp.declare(shared);
              setUp.declare(own);
              setUp.subscribe(shared, 1, ofShared);
              setUp.subscribe(own, 1, ofOwn);
            });
    Session session = link.nextSession();
    Kit.publish(session, shared, 1);
    Kit.publish(session, own, 1);

    for (int earlier = 0; earlier < 4; earlier++) {
      Delivery shares = ofShared.take();
      assertThat(shares.earlierDeliveries()).isEqualTo(countsDeliveries() ? earlier : 0);
      assertThat(shares.isRedelivered()).isEqualTo(earlier > 0);
      Delivery owns = ofOwn.take();
      assertThat(owns.earlierDeliveries()).isZero();
      assertThat(owns.isRedelivered()).isEqualTo(earlier > 0);
      session.lose("the test wants it");
      session = link.nextSession();
    }
  }
}
