package dev.warren.examples;

import dev.warren.spi.EmbeddedBrokerProvider;
import dev.warren.spi.LocalBroker;
import dev.warren.spi.LocalBrokerOptions;
import dev.warren.spi.RunningWorkerHost;
import dev.warren.spi.WorkerHostProvider;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.topology.QueueSpec;
import java.util.ServiceLoader;

/**
 * A broker and a worker host with commands inside this JVM, so that the examples run on a machine
 * with nothing installed. In earnest that is RabbitMQ, and {@code warren worker --commands} on
 * other machines.
 */
final class LocalCluster implements AutoCloseable {

  static final String QUEUE = "default";

  private final LocalBroker broker;
  private final RunningWorkerHost host;

  private LocalCluster(LocalBroker broker, RunningWorkerHost host) {
    this.broker = broker;
    this.host = host;
  }

  static LocalCluster start() {
    LocalBroker broker = find(EmbeddedBrokerProvider.class).start(LocalBrokerOptions.random());
    WorkerHostSettings settings =
        WorkerHostSettings.builder(broker.uri().toString(), QueueSpec.sharedTasks(QUEUE))
            .commands(QueueSpec.commands(QUEUE))
            .processes(2)
            .build();
    RunningWorkerHost host =
        find(WorkerHostProvider.class)
            .start(
                settings,
                reason -> {
                  throw reason;
                });
    return new LocalCluster(broker, host);
  }

  private static <T> T find(Class<T> type) {
    return ServiceLoader.load(type).findFirst().orElseThrow();
  }

  String broker() {
    return broker.uri().toString();
  }

  @Override
  public void close() {
    host.kill();
    broker.close();
  }
}
