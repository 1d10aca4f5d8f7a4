package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.warren.broker.testing.RabbitBroker;
import dev.warren.broker.testing.RabbitBrokers;
import dev.warren.pool.AsyncResult;
import dev.warren.pool.NamedTask;
import dev.warren.pool.Pool;
import dev.warren.pool.ResultIterator;
import dev.warren.pool.TaskRejectedException;
import dev.warren.retry.RetryPolicy;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.topology.QueueSpec;
import dev.warren.worker.WorkerHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pool whose workers are two hosts in other processes, on a RabbitMQ that can be restarted. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("broker")
class RemoteHostsIT {

  private static final int TASKS = 30_000;

  @TempDir Path folder;

  private final String queue = "test-" + UUID.randomUUID();
  private final List<JavaProgram> hosts = new ArrayList<>();
  private RabbitBroker broker;
  private Pool pool;

  @BeforeEach
  void start() throws Exception {
    broker = RabbitBrokers.required();
    hosts.add(startHost("one"));
    hosts.add(startHost("two"));
    pool =
        Pool.builder()
            .broker(broker.uri().toString())
            .queue(queue)
            .patience(Duration.ofMinutes(2))
            .open();
  }

  private JavaProgram startHost(String name) throws Exception {
    JavaProgram host = JavaProgram.start(Programs.Host.class, broker.uri().toString(), queue, name);
    host.awaitLine("started");
    return host;
  }

  @AfterEach
  void end() throws Exception {
    if (pool != null) {
      pool.terminate();
      pool.join();
    }
    for (JavaProgram each : hosts) {
      each.close();
    }
  }

  @Test
  void onlyAnnotatedTasksShouldRun() {
    assertThatThrownBy(() -> pool.applyAsync(E2eTasks::notAnnotated, 1L))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("@Task");
    assertThatThrownBy(() -> pool.applyAsync((Long x) -> x + 1, 1L))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("@Task");
    assertThatThrownBy(
            () ->
                pool.apply(
                    NamedTask.of(E2eTasks.class.getName() + "::notAnnotated", Long.class), 1L))
        .isInstanceOf(TaskRejectedException.class)
        .hasMessageContaining("@Task");
    assertThat(pool.apply(E2eTasks::square, 9L)).isEqualTo(81L);
  }

  @Test
  void eachInputShouldBeAnsweredOnceThoughAHostIsKilled() {
    ResultIterator<Long> results =
        pool.imap(RemoteHostsTasks::work, LongStream.range(0, TASKS).iterator());
    for (long i = 0; i < TASKS; i++) {
      if (i == TASKS / 4) {
        hosts.get(0).kill();
      }
      assertThat(results.next()).isEqualTo(i * i);
    }
    assertThat(results.hasNext()).isFalse();
  }

  @Test
  void eachInputShouldBeAnsweredOnceThoughTheBrokerIsRestarted() throws Exception {
    Assumptions.assumeTrue(broker.canRestart(), "the broker given for tests cannot be restarted");
    ResultIterator<Long> results =
        pool.imap(RemoteHostsTasks::work, LongStream.range(0, TASKS).iterator());
    for (long i = 0; i < TASKS; i++) {
      if (i == TASKS / 4) {
        broker.restart();
      }
      assertThat(results.next()).isEqualTo(i * i);
    }
    assertThat(results.hasNext()).isFalse();
  }

  @Test
  void aKilledHostShouldGiveItsTasksBackUncharged() throws Exception {
    for (JavaProgram each : hosts) {
      each.close();
    }
    Pool oneAttempt =
        Pool.builder()
            .broker(broker.uri().toString())
            .queue(queue)
            .retry(RetryPolicy.builder().crashAttempts(1).build())
            .open();
    Path mark = folder.resolve("mark");
    Path release = folder.resolve("release");
    WorkerHost killed = startHostHere();
    AsyncResult<String> waiting =
        oneAttempt.applyAsync(E2eTasks::markAndWait, mark.toString(), release.toString());
    await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(mark));
    killed.kill();
    assertThat(killed.awaitEnd(Duration.ofSeconds(30))).isTrue();
    Files.writeString(release, "now");
    WorkerHost second = startHostHere();
    assertThat(waiting.get(Duration.ofSeconds(60))).isEqualTo("released");
    second.kill();
    oneAttempt.terminate();
    oneAttempt.join();
  }

  private WorkerHost startHostHere() {
    return WorkerHost.start(
        WorkerHostSettings.builder(broker.uri().toString(), QueueSpec.sharedTasks(queue))
            .processes(1)
            .build(),
        reason -> {
          throw reason;
        });
  }

  @Test
  void aBatchWithoutTheHostsSignatureShouldBeRefused() throws Exception {
    for (JavaProgram each : hosts) {
      each.close();
    }
    WorkerHost host =
        WorkerHost.start(
            WorkerHostSettings.builder(broker.uri().toString(), QueueSpec.sharedTasks(queue))
                .processes(1)
                .signingKey("the hosts' own key")
                .build(),
            reason -> {
              throw reason;
            });
    assertThatThrownBy(() -> pool.apply(E2eTasks::square, 2L))
        .isInstanceOf(TaskRejectedException.class)
        .hasMessageContaining("signature");
    Pool signed =
        Pool.builder()
            .broker(broker.uri().toString())
            .queue(queue)
            .signingKey("the hosts' own key")
            .open();
    assertThat(signed.apply(E2eTasks::square, 2L)).isEqualTo(4L);
    signed.terminate();
    signed.join();
    host.kill();
  }

  @Test
  void tasksShouldWaitForAHostThatComesLater() throws Exception {
    for (JavaProgram each : hosts) {
      each.close();
    }
    AsyncResult<Long> waiting = pool.applyAsync(E2eTasks::square, 12L);
    assertThat(waiting.waitFor(Duration.ofMillis(300))).isFalse();
    hosts.add(startHost("three"));
    assertThat(waiting.get(Duration.ofSeconds(60))).isEqualTo(144L);
  }
}
