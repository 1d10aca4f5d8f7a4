package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.broker.testing.RabbitBrokers;
import dev.warren.pool.AsyncResult;
import dev.warren.pool.Pool;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.testkit.RabbitCluster;
import dev.warren.topology.QueueSpec;
import dev.warren.worker.WorkerHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How fast calls that travel alone are, on a queue of so many shards. With {@code
 * -Dwarren.test.nodes=3} on a cluster of three nodes of its own, with {@code -Dwarren.test.items=N}
 * with more calls. {@code docs/scale.md} has figures.
 */
@Tag("broker")
@Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ShardSpeedIT {

  private static final int NODES = Integer.getInteger("warren.test.nodes", 1);
  private static final int CALLS = Integer.getInteger("warren.test.items", 500);
  private static final int HOSTS = 2;
  private static final Duration SOON = Duration.ofMinutes(5);

  private final List<WorkerHost> hosts = new ArrayList<>();
  private final String queue = "test-" + UUID.randomUUID();
  private Optional<RabbitCluster> cluster = Optional.empty();
  private String broker = "";
  private Pool pool;

  @BeforeEach
  void findBroker() throws Exception {
    if (NODES > 1) {
      cluster = Optional.of(RabbitCluster.start(RabbitCluster.DEFAULT_IMAGE, NODES));
      broker = cluster.get().uri();
    } else {
      broker = RabbitBrokers.sharedUri();
    }
  }

  @AfterEach
  void end() throws Exception {
    if (pool != null) {
      pool.terminate();
      pool.join();
    }
    for (WorkerHost each : hosts) {
      each.kill();
      assertThat(each.awaitEnd(SOON)).isTrue();
    }
    if (cluster.isPresent()) {
      cluster.get().close();
    } else if (!broker.isEmpty()) {
      QueueSpec tasks = QueueSpec.sharedTasks(queue);
      List<QueueSpec> all = new ArrayList<>(tasks.shards(3));
      all.add(QueueSpec.dead(queue));
      all.add(QueueSpec.journal(queue));
      BrokerVisit.pay(
          broker,
          List.of(),
          session -> {
            for (QueueSpec each : all) {
              if (session.exists(each)) {
                session.delete(each);
              }
            }
          });
    }
  }

  private void startHost(int number) {
    hosts.add(
        WorkerHost.start(
            WorkerHostSettings.builder(broker, QueueSpec.sharedTasks(queue))
                .name("host-" + number)
                .processes(2)
                .jvmOptions(List.of("-Xmx64m"))
                .build(),
            reason -> {
              throw reason;
            }));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void callsThatTravelAloneShouldBeDoneOverAllShards(int shards) throws Exception {
    for (int i = 1; i <= HOSTS; i++) {
      startHost(i);
    }
    try (Pool all = Pool.builder().broker(broker).queue(queue).shards(shards).open()) {
      pool = all;
      run(pool, Math.min(CALLS, 5_000), shards, "warm up");
      for (int round = 1; round <= 3; round++) {
        run(pool, CALLS, shards, "round " + round);
      }
    }
  }

  private static void run(Pool pool, int calls, int shards, String what) throws Exception {
    List<Long> inputs = LongStream.range(0, calls).boxed().toList();
    long start = System.nanoTime();
    assertThat(pool.map(E2eTasks::square, inputs, 1))
        .isEqualTo(inputs.stream().map(it -> it * it).toList());
    double map = calls / ((System.nanoTime() - start) / 1e9);
    start = System.nanoTime();
    List<AsyncResult<Long>> results =
        inputs.stream().map(it -> pool.applyAsync(E2eTasks::square, it)).toList();
    for (int i = 0; i < calls; i++) {
      assertThat(results.get(i).get(SOON)).isEqualTo((long) i * i);
    }
    double apply = calls / ((System.nanoTime() - start) / 1e9);
    System.out.printf(
        "shards: %d nodes, %d shards, %s: map of 1 a message %.0f/s, applyAsync %.0f/s%n",
        NODES, shards, what, map, apply);
  }
}
