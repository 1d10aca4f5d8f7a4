package dev.warren.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.warren.topology.QueueSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Subscriptions: how many deliveries are out. */
interface PrefetchContract extends Contract {

  @Test
  default void prefetchShouldBoundWhatIsOut() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.sharedTasks();
    Mailbox mailbox = new Mailbox();
    Session session = kit.link(setUp -> setUp.declare(queue)).nextSession();
    Kit.publish(session, queue, 20);

    session.subscribe(queue, 5, mailbox);

    List<Delivery> out = mailbox.take(5);
    mailbox.assertStaysEmpty();
    out.get(0).ack();
    out.get(1).giveBack();
    out.addAll(mailbox.take(2));
    mailbox.assertStaysEmpty();
  }

  /** To a broker it would mean that there is no bound. */
  @Test
  default void prefetchBelowOneShouldBeRefused() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.sharedTasks();
    Session session = kit.link(setUp -> setUp.declare(queue)).nextSession();
    Subscription subscription = session.subscribe(queue, 1, new Mailbox());

    assertThatIllegalArgumentException().isThrownBy(() -> subscription.prefetch(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> session.subscribe(queue, 0, new Mailbox()));

    session.watch().checkConsumers();
    assertThat(session.isUp()).isTrue();
  }

  @Test
  default void prefetchShouldBeRaisedAndLowered() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.sharedTasks();
    Mailbox mailbox = new Mailbox();
    Session session = kit.link(setUp -> setUp.declare(queue)).nextSession();
    Kit.publish(session, queue, 40);
    Subscription subscription = session.subscribe(queue, 2, mailbox);
    List<Delivery> out = new ArrayList<>(mailbox.take(2));

    subscription.prefetch(6);
    out.addAll(mailbox.take(4)); // Some brokers count those that were out before, some do not.
    mailbox.assertStaysBelow(3);
    out.addAll(mailbox.take(mailbox.size()));
    subscription.prefetch(1);
    int before = out.size();
    mailbox.assertStaysBelow(2);
    out.addAll(mailbox.take(mailbox.size()));
    assertThat(out.size() - before).isLessThanOrEqualTo(1);
    out.forEach(Delivery::ack);

    List<String> texts = new ArrayList<>(Mailbox.texts(out));
    while (texts.size() < 40) {
      Delivery only = mailbox.take();
      assertThat(mailbox.size()).isZero();
      texts.add(Mailbox.text(only));
      only.ack();
    }
    assertThat(texts).containsExactlyInAnyOrderElementsOf(Kit.numbers(40));
    mailbox.assertStaysEmpty();
    assertThat(session.isUp()).isTrue();
  }

  @Test
  default void prefetchShouldChangeUnderLoadWithoutLossAndRepetition() throws Exception {
    int count = 3_000;
    Kit kit = kit();
    QueueSpec queue = kit.sharedTasks();
    Mailbox mailbox = new Mailbox();
    Probe link = kit.link(setUp -> setUp.declare(queue));
    Session session = link.nextSession();
    Kit.publish(session, queue, count);
    Subscription subscription = session.subscribe(queue, 10, mailbox);

    AtomicBoolean done = new AtomicBoolean();
    int[] values = {1, 50, 3, 200, 10};
    CompletableFuture<Void> changes =
        repeated(done, i -> subscription.prefetch(values[i % values.length]));
    CompletableFuture<Void> watchdog = repeated(done, i -> session.watch().checkConsumers());
    List<String> texts = new ArrayList<>();
    while (texts.size() < count) {
      Delivery delivery = mailbox.take();
      texts.add(Mailbox.text(delivery));
      delivery.ack();
    }
    done.set(true);

    assertThat(changes).succeedsWithin(Kit.SOON);
    assertThat(watchdog).succeedsWithin(Kit.SOON);
    assertThat(texts).containsExactlyInAnyOrderElementsOf(Kit.numbers(count));
    mailbox.assertStaysEmpty();
    assertThat(link.heard()).containsExactly("up 1");
    link.close();
    assertThat(kit.link().nextSession().declare(queue).messages()).isZero();
  }

  /** Something that is done again and again. */
  interface Step {
    void run(int number) throws Exception;
  }

  private static CompletableFuture<Void> repeated(AtomicBoolean done, Step step) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                for (int i = 0; !done.get(); i++) {
                  step.run(i);
                }
                end.complete(null);
              } catch (Exception e) {
                end.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return end;
  }

  @Test
  default void subscriptionsOfOneSessionShouldHaveTheirOwnPrefetch() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.sharedTasks();
    QueueSpec other = kit.privateTasks();
    Mailbox mailbox = new Mailbox();
    Mailbox others = new Mailbox();
    Session session =
        kit.link(
                setUp -> {
                  setUp.declare(queue);
                  setUp.declare(other);
                })
            .nextSession();
    Kit.publish(session, queue, 20);
    Kit.publish(session, other, 20);

    Subscription first = session.subscribe(queue, 3, mailbox);
    Subscription second = session.subscribe(other, 7, others);

    List<Delivery> out = mailbox.take(3);
    others.take(7);
    mailbox.assertStaysEmpty();
    others.assertStaysEmpty();
    second.cancel();
    out.forEach(Delivery::ack);
    mailbox.take(3);
    mailbox.assertStaysEmpty();
    others.assertStaysEmpty();
    first.cancel();
  }

  @Test
  default void cancelledSubscriptionShouldTakeNoMoreButKeepWhatIsOut() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.sharedTasks();
    Mailbox mailbox = new Mailbox();
    Session session = kit.link(setUp -> setUp.declare(queue)).nextSession();
    Kit.publish(session, queue, 10);
    Subscription subscription = session.subscribe(queue, 4, mailbox);
    List<Delivery> out = mailbox.take(4);

    subscription.cancel();
    subscription.cancel();

    mailbox.assertStaysEmpty();
    out.forEach(Delivery::ack);
    mailbox.assertStaysEmpty();
    session.watch().checkConsumers();
    assertThat(session.isUp()).isTrue();
    Mailbox later = new Mailbox();
    session.subscribe(queue, 10, later);
    assertThat(Mailbox.texts(later.take(6))).isEqualTo(Kit.numbers(10).subList(4, 10));
    later.assertStaysEmpty();
  }
}
