package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.pool.Pool;
import dev.warren.pool.PoolBuilder;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.topology.QueueSpec;
import dev.warren.worker.WorkerHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;

/** A pool with local workers, or one on a queue that a worker host in this JVM serves. */
abstract class LocalOrRemote {

  static final Duration SOON = Duration.ofSeconds(30);

  /** What the children of the worker host have printed. */
  final List<String> hostLines = Collections.synchronizedList(new ArrayList<>());

  Pool pool;
  private final String queue = "test-" + UUID.randomUUID();
  private WorkerHost host;

  /** Where the broker under test is. */
  abstract String broker();

  PoolBuilder local(int processes) {
    return Pool.builder().broker(broker()).processes(processes).jvmOptions("-Xmx96m");
  }

  PoolBuilder remote(int processes) {
    host =
        WorkerHost.start(
            WorkerHostSettings.builder(broker(), QueueSpec.sharedTasks(queue))
                .name("far")
                .processes(processes)
                .jvmOptions(List.of("-Xmx96m"))
                .output(line -> hostLines.add(line.text()))
                .build(),
            reason -> {
              throw reason;
            });
    return Pool.builder().broker(broker()).queue(queue);
  }

  void open(PoolBuilder settings) {
    pool = settings.open();
  }

  @AfterEach
  void end() throws Exception {
    try {
      if (pool != null) {
        pool.terminate();
        assertThat(pool.join(SOON)).isTrue();
      }
    } finally {
      if (host != null) {
        host.kill();
        assertThat(host.awaitEnd(SOON)).isTrue();
      }
    }
    assertThat(Children.alive()).as("worker processes left").isEmpty();
  }
}
