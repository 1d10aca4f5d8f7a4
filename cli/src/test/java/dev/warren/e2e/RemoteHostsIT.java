package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.broker.testing.RabbitBroker;
import dev.warren.broker.testing.RabbitBrokers;
import dev.warren.pool.AsyncResult;
import dev.warren.pool.NamedTask;
import dev.warren.pool.Pool;
import dev.warren.pool.ResultIterator;
import dev.warren.pool.TaskRejectedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pool whose workers are two hosts in other processes, on a RabbitMQ that can be restarted. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RemoteHostsIT {

  private static final int TASKS = 30_000;

  private final String queue = "test-" + UUID.randomUUID();
  private final List<JavaProgram> hosts = new ArrayList<>();
  private RabbitBroker broker;
  private Pool pool;

  @BeforeEach
  void start() throws Exception {
    Optional<RabbitBroker> found = RabbitBrokers.shared();
    Assumptions.assumeTrue(found.isPresent(), RabbitBrokers::unavailableReason);
    broker = found.get();
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
    JavaProgram host =
        JavaProgram.start(Programs.Host.class, broker.uri().toString(), queue, name);
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
