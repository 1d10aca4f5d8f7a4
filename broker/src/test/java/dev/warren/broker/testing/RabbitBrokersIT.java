package dev.warren.broker.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.ShutdownSignalException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
@Tag("broker")
class RabbitBrokersIT {

  private static final Duration SOON = Duration.ofSeconds(10);

  @Test
  void containerShouldKeepMessagesOverARestart() throws Exception {
    assumeTrue(ContainerRabbit.dockerAnswers(), "Docker does not answer");
    try (RabbitBroker broker = ContainerRabbit.start()) {
      assertThat(broker.description()).startsWith("RabbitMQ ").endsWith(" in a container");
      shouldKeepMessagesOverARestart(broker);
      shouldCloseAllConnections(broker);
    }
  }

  @Test
  void nativeNodeShouldKeepMessagesOverAKill() throws Exception {
    try (NativeRabbit broker = NativeRabbit.start(installedServer())) {
      assertThat(broker.description()).startsWith("RabbitMQ ").endsWith(" as a private node");
      ProcessHandle before = broker.handle();
      shouldKeepMessagesOverARestart(broker);
      assertThat(before.isAlive()).isFalse();
      shouldCloseAllConnections(broker);
    }
  }

  @Test
  void nativeNodeShouldLeaveNothingWhenClosed() {
    NativeRabbit broker = NativeRabbit.start(installedServer());
    ProcessHandle node = broker.handle();
    Path directory = broker.directory();
    assertThat(directory).isNotEmptyDirectory();

    broker.close();

    assertThat(node.onExit()).succeedsWithin(SOON);
    assertThat(directory).doesNotExist();
  }

  @Test
  void nativeNodeShouldDieWithItsJvm(@TempDir Path directory) throws Exception {
    installedServer();
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + directory,
                "-cp",
                System.getProperty("java.class.path"),
                LeavesANode.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    long pid = Long.parseLong(jvm.inputReader().readLine());
    Optional<ProcessHandle> node = ProcessHandle.of(pid);
    assertThat(jvm.waitFor()).isEqualTo(1);
    node.ifPresent(process -> assertThat(process.onExit()).succeedsWithin(SOON));
    assertThat(directory).isEmptyDirectory();
  }

  /** Ends as if it were killed, with a node running. */
  static final class LeavesANode {
    public static void main(String[] args) {
      NativeRabbit broker = NativeRabbit.start(NativeRabbit.installed().orElseThrow());
      System.out.println(broker.handle().pid());
      Runtime.getRuntime().halt(1);
    }
  }

  @Test
  void sharedBrokerShouldSurviveBeingClosed() throws Exception {
    Optional<RabbitBroker> shared = RabbitBrokers.shared();
    assumeTrue(shared.isPresent(), RabbitBrokers::unavailableReason);
    assertThat(RabbitBrokers.unavailableReason()).isEmpty();
    RabbitBroker broker = shared.get();
    broker.close();
    connect(broker.uri()).close();
    assertThat(RabbitBrokers.shared()).contains(broker);
  }

  @Test
  void givenBrokerShouldNotBeDisturbed() {
    Optional<RabbitBroker> shared = RabbitBrokers.shared();
    assumeTrue(shared.isPresent(), RabbitBrokers::unavailableReason);
    RabbitBroker given = GivenRabbit.connect(shared.get().uri());
    assertThat(given.canRestart()).isFalse();
    assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(given::restart);
    assertThat(given.toString()).doesNotContain(given.uri().getUserInfo());
  }

  private static Path installedServer() {
    Optional<Path> server = NativeRabbit.installed();
    assumeTrue(server.isPresent(), "rabbitmq-server is not installed");
    return server.get();
  }

  private static void shouldKeepMessagesOverARestart(RabbitBroker broker) throws Exception {
    URI before = broker.uri();
    byte[] body = "kept".getBytes(StandardCharsets.UTF_8);
    CompletableFuture<ShutdownSignalException> dropped = new CompletableFuture<>();
    Connection publishing = connect(broker.uri());
    publishing.addShutdownListener(dropped::complete);
    Channel channel = publishing.createChannel();
    channel.queueDeclare("kept", true, false, false, null);
    channel.confirmSelect();
    channel.basicPublish("", "kept", MessageProperties.PERSISTENT_BASIC, body);
    channel.waitForConfirmsOrDie(SOON.toMillis());

    assertThat(broker.canRestart()).isTrue();
    broker.restart();

    assertThat(dropped).succeedsWithin(SOON);
    assertThat(broker.uri()).isEqualTo(before);
    try (Connection connection = connect(broker.uri())) {
      assertThat(connection.createChannel().basicGet("kept", true).getBody()).isEqualTo(body);
    }
  }

  private static void shouldCloseAllConnections(RabbitBroker broker) throws Exception {
    CompletableFuture<ShutdownSignalException> closed = new CompletableFuture<>();
    Connection connection = connect(broker.uri());
    connection.addShutdownListener(closed::complete);
    broker.closeAllConnections();
    assertThat(closed).succeedsWithin(SOON);
    connect(broker.uri()).close();
  }

  private static Connection connect(URI uri) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(uri);
    factory.setAutomaticRecoveryEnabled(false);
    return factory.newConnection();
  }
}
