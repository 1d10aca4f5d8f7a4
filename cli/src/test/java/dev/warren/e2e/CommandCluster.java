package dev.warren.e2e;

import static org.awaitility.Awaitility.await;

import dev.warren.spi.RunningWorkerHost;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.subprocess.Hosts;
import dev.warren.topology.QueueSpec;
import dev.warren.worker.WorkerHosts;
import java.time.Duration;
import java.util.UUID;

/** A worker host for commands in this JVM, and a connection to it. */
final class CommandCluster implements AutoCloseable {

  private final String queue = "test-" + UUID.randomUUID();
  private final RunningWorkerHost host;
  private final Hosts hosts;

  CommandCluster(String broker) throws InterruptedException {
    host = startHost(WorkerHostSettings.builder(broker, QueueSpec.sharedTasks(queue)), queue);
    hosts = Hosts.connect(broker, queue);
  }

  /** A host of four processes, unless its settings say otherwise. */
  static RunningWorkerHost startHost(WorkerHostSettings.Builder settings, String queue) {
    return new WorkerHosts()
        .start(
            settings.commands(QueueSpec.commands(queue)).processes(4).build(),
            reason -> {
              throw reason;
            });
  }

  Hosts hosts() {
    return hosts;
  }

  @Override
  public void close() {
    hosts.close();
    host.drain();
    await().atMost(Duration.ofSeconds(30)).until(() -> host.awaitEnd(Duration.ZERO));
  }
}
