package dev.warren.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.warren.topology.QueueSpec;
import dev.warren.transport.Verdicts.Verdict;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Closing: from anywhere, at any time, soon, and with nothing left behind. */
interface ClosingContract extends Contract {

  /** Closing takes no longer, whatever it is that it interrupts. */
  Duration CLOSING = Duration.ofSeconds(8);

  @Test
  default void closeShouldBeSafeTwiceAndByManyThreads() throws Exception {
    Probe link = kit().link();
    link.nextSession();
    List<CompletableFuture<Void>> closed = new ArrayList<>();

    for (int i = 0; i < 4; i++) {
      closed.add(inThread(link::close));
    }

    assertThat(closed).allSatisfy(each -> assertThat(each).succeedsWithin(CLOSING));
    link.close();
    assertThat(link.link().state()).isEqualTo(BrokerLink.State.CLOSED);
    assertThat(link.heard()).containsExactly("up 1");
  }

  @Test
  default void closeShouldBeSafeInAReceipt() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.privateTasks();
    Probe link = kit.link(setUp -> setUp.declare(queue));
    CompletableFuture<Void> closed = new CompletableFuture<>();

    link.nextSession()
        .publisher()
        .publish(
            Kit.message(queue, "last"),
            new Verdicts() {
              @Override
              void told(Verdict verdict) {
                link.close();
                closed.complete(null);
              }
            }.receipt("last"));

    assertThat(closed).succeedsWithin(CLOSING);
    assertThat(link.link().state()).isEqualTo(BrokerLink.State.CLOSED);
  }

  @Test
  default void closeShouldBeSafeInAHandlerOfDeliveries() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.privateTasks();
    Probe link = kit.link(setUp -> setUp.declare(queue));
    Session session = link.nextSession();
    CompletableFuture<Void> closed = new CompletableFuture<>();
    session.subscribe(
        queue,
        1,
        delivery -> {
          link.close();
          closed.complete(null);
        });

    session.publisher().publish(Kit.message(queue, "last"), new Verdicts().receipt("last"));

    assertThat(closed).succeedsWithin(CLOSING);
    assertThat(link.link().state()).isEqualTo(BrokerLink.State.CLOSED);
  }

  @Test
  default void closeShouldBeSafeInTheListener() throws Exception {
    CompletableFuture<Probe> itself = new CompletableFuture<>();
    Probe link = kit().link(setUp -> itself.join().close());

    itself.complete(link);

    link.nextSession();
    assertThat(inThread(link::close)).succeedsWithin(CLOSING);
    assertThat(link.link().state()).isEqualTo(BrokerLink.State.CLOSED);
  }

  @Test
  default void closeShouldNotWaitForABrokerThatIsNotThere() throws Exception {
    Kit kit = kit();
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    BrokerAddress address = BrokerAddress.parse(kit.uri(port));
    Probe link = kit.link(Kit.impatient(address, LinkSettings.FOR_EVER), Probe.NOTHING);

    link.close();

    assertClosedBeforeUp(link);
  }

  @Test
  default void closeShouldNotWaitForABrokerThatDoesNotAnswer() throws Exception {
    Kit kit = kit();
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      BrokerAddress address = BrokerAddress.parse(kit.uri(silent.getLocalPort()));
      Probe link = kit.link(Kit.impatient(address, Duration.ZERO), Probe.NOTHING);
      try (Socket connection = silent.accept()) {
        assertThat(connection.getInputStream().read()).isEqualTo('A');
        long start = System.nanoTime();

        link.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        assertClosedBeforeUp(link);
      }
    }
  }

  private static void assertClosedBeforeUp(Probe link) {
    assertThat(link.link().state()).isEqualTo(BrokerLink.State.CLOSED);
    assertThat(link.heard()).isEmpty();
    assertThatExceptionOfType(BrokerException.class)
        .isThrownBy(() -> link.link().awaitUp())
        .withMessageContaining("closed");
  }

  @Test
  default void awaitUpShouldNotWaitAfterClose() throws Exception {
    Probe link = kit().link();
    link.nextSession();

    link.close();

    link.link().awaitUp(); // It was up once.
  }

  @Test
  default void closeShouldNotWaitForSetUpThatIsStuck() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.privateTasks();
    CutProxy proxy = kit.proxy();
    CountDownLatch settingUp = new CountDownLatch(1);
    Probe link =
        kit.link(
            proxy,
            setUp -> {
              proxy.stall();
              settingUp.countDown();
              setUp.declare(queue);
            });
    assertThat(settingUp.await(Kit.SOON.toMillis(), TimeUnit.MILLISECONDS)).isTrue();

    assertThat(inThread(link::close)).succeedsWithin(CLOSING);

    assertThat(link.link().state()).isEqualTo(BrokerLink.State.CLOSED);
    assertThat(link.heard()).isEmpty();
  }

  /** It is what happens while RabbitMQ is out of memory, or the network is away. */
  @Test
  default void closeShouldNotWaitForAPublisherThatIsStuck() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.privateTasks();
    CutProxy proxy = kit.proxy();
    Probe link = kit.link(proxy, setUp -> setUp.declare(queue));
    Stuck stuck = Stuck.publishing(link.nextSession(), queue, proxy::stall);

    assertThat(inThread(link::close)).succeedsWithin(CLOSING);

    assertThat(link.link().state()).isEqualTo(BrokerLink.State.CLOSED);
    stuck.assertEnds(Verdict.LOST);
  }

  private static CompletableFuture<Void> inThread(Runnable task) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              task.run();
              done.complete(null);
            });
    thread.setDaemon(true);
    thread.start();
    return done;
  }
}
