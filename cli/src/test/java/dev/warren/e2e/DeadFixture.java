package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.dead.DeadFilter;
import dev.warren.dead.DeadTask;
import dev.warren.dead.DeadTasks;
import dev.warren.pool.Pool;
import dev.warren.pool.PoolBuilder;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.topology.QueueSpec;
import dev.warren.worker.WorkerHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A queue of its own for each test, its worker host, a pool for it, and its dead tasks. */
abstract class DeadFixture {

  static final Duration SOON = Duration.ofSeconds(30);
  static final String KEY = "0123456789abcdef";

  @TempDir Path folder;

  final String queue = "test-" + UUID.randomUUID();
  private WorkerHost host;
  Pool pool;
  DeadTasks dead;

  /** Where the broker under test is. */
  abstract String broker();

  @BeforeEach
  void connect() throws Exception {
    dead = DeadTasks.connect(broker());
  }

  void startHost(String key) {
    host =
        WorkerHost.start(
            WorkerHostSettings.builder(broker(), QueueSpec.sharedTasks(queue))
                .name("far")
                .processes(1)
                .signingKey(key)
                .jvmOptions(List.of("-Xmx64m"))
                .build(),
            reason -> {
              throw reason;
            });
  }

  void stopHost() throws Exception {
    host.kill();
    assertThat(host.awaitEnd(SOON)).isTrue();
    host = null;
  }

  PoolBuilder remote() {
    return Pool.builder().broker(broker()).queue(queue);
  }

  void open(PoolBuilder settings) {
    pool = settings.open();
  }

  /** A worker host and a pool that share a key. */
  void openBoth() {
    startHost(KEY);
    open(remote().signingKey(KEY));
  }

  void closePool() {
    if (pool != null) {
      pool.terminate();
      assertThat(pool.join(SOON)).isTrue();
      pool = null;
    }
  }

  @AfterEach
  void end() throws Exception {
    try {
      closePool();
    } finally {
      if (host != null) {
        stopHost();
      }
    }
    assertThat(Children.alive()).as("worker processes left").isEmpty();
    onBroker(
        session -> {
          session.delete(tasks());
          session.delete(QueueSpec.dead(queue));
        });
  }

  QueueSpec tasks() {
    return QueueSpec.sharedTasks(queue);
  }

  void onBroker(BrokerVisit.Work work) throws Exception {
    BrokerVisit.pay(broker(), List.of(tasks(), QueueSpec.dead(queue)), work);
  }

  List<DeadTask> list() throws InterruptedException {
    return dead.list(queue, DeadFilter.all());
  }

  /** The dead tasks, as soon as there are so many. */
  List<DeadTask> list(int count) {
    return await().atMost(SOON).until(this::list, tasks -> tasks.size() == count);
  }
}
