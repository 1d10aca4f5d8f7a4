package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.warren.broker.testing.RabbitBroker;
import dev.warren.broker.testing.RabbitBrokers;
import dev.warren.subprocess.Command;
import dev.warren.subprocess.CommandLostException;
import dev.warren.subprocess.Popen;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Commands on worker hosts that come and go, over RabbitMQ. */
@Tag("broker")
class RabbitCommandsIT extends RemoteCommandsContract {

  private static RabbitBroker broker;

  @BeforeAll
  static void find() {
    broker = RabbitBrokers.required();
  }

  @Override
  String broker() {
    return broker.uri().toString();
  }

  @Test
  void aLostConnectionShouldEndTheCommandAndTheNextShouldRun() throws Exception {
    Assumptions.assumeTrue(
        broker.canRestart(), "the broker given for tests is not ours to disturb");
    try (CommandCluster cluster = new CommandCluster(broker());
        Popen sleep = Command.of("sleep", "1000").on(cluster.hosts()).start()) {
      CompletableFuture<ProcessHandle> end = ProcessHandle.of(sleep.pid()).orElseThrow().onExit();

      broker.closeAllConnections();

      assertThatExceptionOfType(CommandLostException.class)
          .isThrownBy(() -> sleep.waitFor(Duration.ofSeconds(30)));
      assertThat(end).succeedsWithin(Duration.ofSeconds(30));
      assertThat(Command.of("true").on(cluster.hosts()).call()).isZero();
    }
  }
}
