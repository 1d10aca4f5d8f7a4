package dev.warren.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.warren.topology.QueueSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** How a link goes on after a loss, and when it gives up. */
interface RenewalContract extends Contract {

  /** As when what is published first on each session is what the broker closes it for. */
  @Test
  default void sessionsThatAreLostAtOnceShouldNotBeRenewedInAHotLoop() throws Exception {
    AtomicInteger sessions = new AtomicInteger();
    Duration time = Duration.ofSeconds(2);

    kit()
        .link(
            setUp -> {
              sessions.incrementAndGet();
              setUp.lose("the test wants it");
            });

    await().during(time).atMost(Kit.SOON).until(() -> sessions.get() < 20);
    await().atMost(Kit.SOON).until(() -> sessions.get() > 3);
  }

  @Test
  default void sessionsThatKeepBeingLostShouldEndTheLink() throws Exception {
    LinkSettings settings = Kit.impatient(kit().address(), Duration.ofSeconds(2));

    Probe link = kit().link(settings, setUp -> setUp.lose("the test wants it"));

    assertThat(link.nextFailure()).hasMessageContaining("the test wants it");
    assertThat(link.link().state()).isEqualTo(BrokerLink.State.FAILED);
  }

  @Test
  default void setUpThatFailsShouldBeTriedAgain() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.privateTasks();
    AtomicInteger tries = new AtomicInteger();
    Probe link =
        kit.link(
            setUp -> {
              int n = tries.incrementAndGet();
              if (n == 1) {
                throw new IllegalStateException("as the test wants it");
              }
              if (n == 2) {
                setUp.subscribe(queue, 1, new Mailbox());
              }
              setUp.declare(queue);
            });

    Kit.publish(link.nextSession(), queue, 1);
    assertThat(tries).hasValue(3);
  }

  @Test
  default void listenerThatBreaksShouldNotLeaveALinkThatSeemsToLive() throws Exception {
    Probe link =
        kit()
            .link(
                setUp -> {
                  throw new AssertionError("as the test wants it");
                });

    assertThat(link.nextFailure()).hasMessageContaining("as the test wants it");
    assertThat(link.link().state()).isEqualTo(BrokerLink.State.FAILED);
    assertThatExceptionOfType(BrokerException.class).isThrownBy(() -> link.link().awaitUp());
  }

  @Test
  default void linkThatFindsNoBrokerAgainShouldGiveUpWhenPatienceIsOver() throws Exception {
    Kit kit = kit();
    CutProxy proxy = kit.proxy();
    BrokerAddress address = BrokerAddress.parse(kit.uri(proxy.port()));
    Probe link = kit.link(Kit.impatient(address, Duration.ofSeconds(1)), Probe.NOTHING);
    link.nextSession();

    proxy.close();

    assertThat(link.nextFailure()).hasMessageContaining(address.toString());
    assertThat(link.link().state()).isEqualTo(BrokerLink.State.FAILED);
    assertThat(link.heard()).isEqualTo(List.of("up 1", "down", "failed"));
  }

  /** Callers are told of one kind of exception, whatever the client library throws. */
  @Test
  default void lostSessionShouldThrowNothingButIoExceptions() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.privateTasks();
    Probe link = kit.link(setUp -> setUp.declare(queue));
    Session session = link.nextSession();
    Subscription subscription = session.subscribe(queue, 1, new Mailbox());

    session.lose("the test wants it");
    link.nextSession();

    List<ThrowingCallable> calls =
        List.of(
            () -> session.declare(queue),
            () -> session.purge(queue),
            () -> session.delete(queue),
            () -> session.publisher(),
            () -> session.subscribe(queue, 1, new Mailbox()),
            () -> subscription.prefetch(2),
            () -> session.subscribe(queue, 1, new Mailbox()));
    assertThat(calls)
        .allSatisfy(
            call ->
                assertThatExceptionOfType(IOException.class)
                    .isThrownBy(call)
                    .withMessageNotContaining("null"));
    assertThat(link.heard()).containsExactly("up 1", "down", "up 2");
  }

  /** The threads of the JVM's common pool belong to the users, who may block them all. */
  @Test
  default void busyCommonPoolShouldNotDelayTheNewsOfALoss() throws Exception {
    Kit kit = kit();
    Probe link = kit.link();
    Session session = link.nextSession();
    CountDownLatch end = new CountDownLatch(1);
    try {
      for (int i = 0; i < 4 * ForkJoinPool.getCommonPoolParallelism(); i++) {
        ForkJoinPool.commonPool().execute(() -> awaitQuietly(end));
      }

      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> session.subscribe(kit.privateTasks(), 1, new Mailbox()));

      link.nextLoss();
      link.nextSession();
    } finally {
      end.countDown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
