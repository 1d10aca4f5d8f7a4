package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.broker.testing.RabbitBroker;
import dev.warren.broker.testing.RabbitBrokers;
import dev.warren.pool.AsyncResult;
import dev.warren.pool.Pool;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerEvent;
import dev.warren.transport.BrokerState;
import dev.warren.worker.WorkerHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Faults under a pool, on RabbitMQ. */
class RabbitBrokerFaultIT extends BrokerFaultContract {

  private static final Duration SOON = Duration.ofMinutes(1);

  @Override
  String uri() {
    return broker().uri().toString();
  }

  private static RabbitBroker broker() {
    return RabbitBrokers.required();
  }

  /** A task that comes back to the host that still runs it is the same attempt, and goes on. */
  @Test
  void aTaskShouldGoOnThoughEveryConnectionIsLost() throws Exception {
    RabbitBroker broker = broker();
    Assumptions.assumeTrue(broker.canRestart(), "this broker is not ours to disturb");
    String name = "test-" + UUID.randomUUID();
    Path mark = folder.resolve("mark");
    Path release = folder.resolve("release");
    List<BrokerEvent> events = new CopyOnWriteArrayList<>();
    WorkerHost host =
        WorkerHost.start(
            WorkerHostSettings.builder(uri(), QueueSpec.sharedTasks(name))
                .processes(2)
                .patience(SOON)
                .build(),
            reason -> {
              throw reason;
            });
    Pool pool = Pool.builder().broker(uri()).queue(name).onBroker(events::add).open();
    try {
      AsyncResult<String> running =
          pool.applyAsync(E2eTasks::markAndWait, mark.toString(), release.toString());
      await().atMost(SOON).until(() -> Files.exists(mark) && Files.size(mark) > 0);
      String pid = Files.readString(mark);

      broker.closeAllConnections();

      await().atMost(SOON).until(() -> lastIs(events, BrokerState.CONNECTED, 3));
      await()
          .during(Duration.ofSeconds(40)) // Longer than what a lost attempt is given.
          .atMost(SOON)
          .until(() -> Files.readString(mark).equals(pid));
      assertThat(ProcessHandle.of(Long.parseLong(pid))).isPresent();
      Files.writeString(release, "now");
      assertThat(running.get(SOON)).isEqualTo("released");
      assertThat(Files.readString(mark)).isEqualTo(pid);
    } finally {
      pool.terminate();
      pool.join();
      host.kill();
      host.awaitEnd(SOON);
    }
  }

  private static boolean lastIs(List<BrokerEvent> events, BrokerState state, int atLeast) {
    return events.size() >= atLeast && events.get(events.size() - 1).state() == state;
  }
}
