package dev.warren.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import dev.warren.spi.EmbeddedBrokerProvider;
import dev.warren.spi.LocalBroker;
import dev.warren.spi.LocalBrokerOptions;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EmbeddedBrokerTest {

  private static final Duration SOON = Duration.ofSeconds(2);
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @AfterEach
  void noThreadShouldBeLeft() {
    await().atMost(SOON).untilAsserted(() -> assertThat(threadsOfBrokers()).isEmpty());
  }

  @Test
  void persistentMessageShouldBeConfirmedAndDelivered() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      assertThat(Client.roundTrip(broker.uri(), "hello")).isEqualTo("hello");
    }
  }

  @Test
  void shouldListenOnLoopbackOnly() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      assertThat(broker.uri().getHost()).isEqualTo("127.0.0.1");
      assertThat(broker.uri().getPort()).isEqualTo(broker.port()).isPositive();
      Client.connect(broker.uri()).close();
      for (InetAddress address : addressesOfThisMachine()) {
        assertThatExceptionOfType(ConnectException.class)
            .as("connection to %s", address)
            .isThrownBy(() -> connectTo(address, broker.port()));
      }
    }
  }

  @Test
  void wrongPasswordShouldBeRefused() {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      ConnectionFactory factory = Client.factory(broker.uri());
      factory.setPassword("guess");
      assertThatExceptionOfType(PossibleAuthenticationFailureException.class)
          .isThrownBy(factory::newConnection);
      factory.setUsername("guest");
      factory.setPassword("guest");
      assertThatExceptionOfType(PossibleAuthenticationFailureException.class)
          .isThrownBy(factory::newConnection);
    }
  }

  @Test
  void credentialsShouldSurviveTheUri() throws Exception {
    LocalBrokerOptions options = new LocalBrokerOptions(0, "us:er@", "a:b@c/d%41+{x}\"\\");
    try (EmbeddedBroker broker = EmbeddedBroker.start(options)) {
      assertThat(Client.roundTrip(broker.uri(), "in")).isEqualTo("in");
      assertThat(broker.toString()).doesNotContain("us", "a:b");
    }
  }

  @Test
  void takenPortShouldBeReportedWithARemedy() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
      LocalBrokerOptions options = new LocalBrokerOptions(taken.getLocalPort(), "user", "secret");
      assertThatExceptionOfType(BrokerStartException.class)
          .isThrownBy(() -> EmbeddedBroker.start(options))
          .withMessageContaining("127.0.0.1:" + taken.getLocalPort())
          .withMessageContaining("choose another --port, or 0")
          .satisfies(e -> assertThat(e.port()).isEqualTo(taken.getLocalPort()));
    }
  }

  @Test
  void shouldRestartOnTheSamePort() throws Exception {
    int port = 0;
    for (int i = 0; i < 5; i++) {
      try (EmbeddedBroker broker =
          EmbeddedBroker.start(new LocalBrokerOptions(port, "user", "secret"))) {
        assertThat(Client.roundTrip(broker.uri(), "run " + i)).isEqualTo("run " + i);
        port = broker.port();
      }
    }
  }

  @Test
  void twoShouldRunSideBySide() throws Exception {
    try (EmbeddedBroker one = EmbeddedBroker.start()) {
      try (EmbeddedBroker other = EmbeddedBroker.start()) {
        assertThat(other.port()).isNotEqualTo(one.port());
        assertThat(Client.roundTrip(other.uri(), "to the other")).isEqualTo("to the other");
      }
      assertThat(Client.roundTrip(one.uri(), "still here")).isEqualTo("still here");
    }
  }

  @Test
  void closeShouldDropConnectedClients() throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start();
    CompletableFuture<ShutdownSignalException> dropped = new CompletableFuture<>();
    Connection connection = Client.connect(broker.uri());
    connection.addShutdownListener(dropped::complete);

    broker.close();
    broker.close();

    assertThat(dropped).succeedsWithin(SOON);
    assertThat(dropped.join().isInitiatedByApplication()).isFalse();
    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> connectTo(LOOPBACK, broker.port()));
  }

  @Test
  void closeShouldNotBeCutShortByAnInterrupt() {
    EmbeddedBroker broker = EmbeddedBroker.start();
    Thread.currentThread().interrupt();
    broker.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> connectTo(LOOPBACK, broker.port()));
  }

  @Test
  void awaitCloseShouldReturnWhenAnotherThreadCloses() {
    EmbeddedBroker broker = EmbeddedBroker.start();
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(
            () -> {
              try {
                broker.awaitClose();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(waiting).isNotDone();
    broker.close();
    assertThat(waiting).succeedsWithin(SOON);
  }

  @Test
  void shouldBeFoundByServiceLoader() throws Exception {
    EmbeddedBrokerProvider provider =
        ServiceLoader.load(EmbeddedBrokerProvider.class).findFirst().orElseThrow();
    try (LocalBroker broker = provider.start(LocalBrokerOptions.random())) {
      assertThat(Client.roundTrip(broker.uri(), "found")).isEqualTo("found");
    }
  }

  private static List<String> threadsOfBrokers() {
    return BrokerThreads.live(BrokerThreads.root()).stream()
        .filter(thread -> !(thread instanceof ForkJoinWorkerThread))
        .filter(
            thread ->
                thread.getThreadGroup() instanceof BrokerThreads
                    || thread.getName().startsWith("warren-broker"))
        .map(Thread::getName)
        .toList();
  }

  private static List<InetAddress> addressesOfThisMachine() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
        .toList();
  }

  private static void connectTo(InetAddress address, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), (int) SOON.toMillis());
    }
  }
}
