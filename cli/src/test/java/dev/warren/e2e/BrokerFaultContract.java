package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people and accidents do to a queue under a pool, and what becomes of its tasks. */
@Tag("chaos")
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class BrokerFaultContract {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final long TASKS = 20;

  @TempDir Path folder;

  private final String name = "test-" + UUID.randomUUID();
  private final QueueSpec queue = QueueSpec.sharedTasks(name);
  private final List<BrokerEvent> events = new CopyOnWriteArrayList<>();
  private final List<WorkerHost> hosts = new ArrayList<>();
  private Saboteur saboteur;
  private Pool pool;

  /** What happens to tasks that wait in the queue, and how the pool says so. */
  enum Fault {
    PURGED(BrokerState.TASKS_LOST) {
      @Override
      void strike(Saboteur saboteur, QueueSpec queue) throws Exception {
        saboteur.purge(queue);
      }
    },
    DELETED(BrokerState.QUEUE_GONE) {
      @Override
      void strike(Saboteur saboteur, QueueSpec queue) throws Exception {
        saboteur.delete(queue);
      }
    },
    DELETED_AND_MADE_ANEW(BrokerState.TASKS_LOST) {
      @Override
      void strike(Saboteur saboteur, QueueSpec queue) throws Exception {
        saboteur.delete(queue);
        assertThat(saboteur.messages(queue)).isZero();
      }
    };

    private final BrokerState said;

    Fault(BrokerState said) {
      this.said = said;
    }

    abstract void strike(Saboteur saboteur, QueueSpec queue) throws Exception;
  }

  /** The broker under test. */
  abstract String uri();

  @BeforeEach
  void open() throws Exception {
    saboteur = new Saboteur(uri());
    pool = Pool.builder().broker(uri()).queue(name).onBroker(events::add).open();
  }

  @AfterEach
  void end() throws Exception {
    if (pool != null) {
      pool.terminate();
      pool.join();
    }
    for (WorkerHost each : hosts) {
      each.kill();
      each.awaitEnd(SOON);
    }
    if (saboteur != null) {
      saboteur.delete(queue);
      saboteur.close();
    }
  }

  private WorkerHost startHost(int processes) {
    WorkerHost host =
        WorkerHost.start(
            WorkerHostSettings.builder(uri(), queue).processes(processes).patience(SOON).build(),
            reason -> {
              throw reason;
            });
    hosts.add(host);
    return host;
  }

  private List<BrokerState> states() {
    return events.stream().map(BrokerEvent::state).toList();
  }

  private List<AsyncResult<Long>> submit() throws Exception {
    List<AsyncResult<Long>> results = new ArrayList<>();
    for (long i = 0; i < TASKS; i++) {
      results.add(pool.applyAsync(E2eTasks::square, i));
    }
    await().atMost(SOON).until(() -> saboteur.messages(queue) > 0);
    return results;
  }

  private static void assertSquares(List<AsyncResult<Long>> results) throws Exception {
    for (int i = 0; i < TASKS; i++) {
      assertThat(results.get(i).get(SOON)).isEqualTo((long) i * i);
    }
  }

  @ParameterizedTest
  @EnumSource
  void waitingTasksShouldBeDoneAllTheSame(Fault fault) throws Exception {
    List<AsyncResult<Long>> results = submit();

    fault.strike(saboteur, queue);
    await().atMost(SOON).until(() -> fault.said != BrokerState.QUEUE_GONE || says(fault.said));
    startHost(1);

    assertSquares(results);
    await().atMost(SOON).until(() -> says(fault.said));
  }

  private boolean says(BrokerState state) {
    return states().contains(state);
  }

  @Test
  void aQueueThatNobodyServesShouldBeSaidAndSoItsEnd() throws Exception {
    List<AsyncResult<Long>> results = submit();
    await().atMost(SOON).until(() -> says(BrokerState.UNSERVED));

    startHost(1);

    assertSquares(results);
    await()
        .atMost(SOON)
        .until(
            () ->
                states().lastIndexOf(BrokerState.CONNECTED)
                    > states().indexOf(BrokerState.UNSERVED));
  }

  /** A task that is longer than every lease and silence. */
  @Test
  void aLongTaskShouldRunOnceThoughOthersAreLost() throws Exception {
    startHost(1);
    Path mark = folder.resolve("mark");
    Path release = folder.resolve("release");
    AsyncResult<String> running =
        pool.applyAsync(E2eTasks::markAndWait, mark.toString(), release.toString());
    await().atMost(SOON).until(() -> Files.exists(mark) && Files.size(mark) > 0);
    String pid = Files.readString(mark);
    List<AsyncResult<Long>> waiting = submit();

    saboteur.purge(queue);
    startHost(1);

    assertSquares(waiting);
    assertThat(running.isReady()).isFalse();
    assertThat(Files.readString(mark)).isEqualTo(pid);
    Files.writeString(release, "now");
    assertThat(running.get(SOON)).isEqualTo("released");
  }

  /** Its queue is deleted while it runs, so its delivery never comes back to anybody. */
  @Test
  void aTaskWhoseDeliveryIsLostShouldBeEndedBeforeItRunsAgain() throws Exception {
    startHost(1);
    Path mark = folder.resolve("mark");
    Path release = folder.resolve("release");
    AsyncResult<String> result =
        pool.applyAsync(E2eTasks::markAndWait, mark.toString(), release.toString());
    await().atMost(SOON).until(() -> Files.exists(mark) && Files.size(mark) > 0);
    String first = Files.readString(mark);

    saboteur.delete(queue);
    await().atMost(SOON).until(() -> Files.size(mark) > 0 && !Files.readString(mark).equals(first));

    assertThat(ProcessHandle.of(Long.parseLong(first)).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(result.isReady()).isFalse();
    assertThat(states()).contains(BrokerState.TASKS_LOST);
    Files.writeString(release, "now");
    assertThat(result.get(SOON)).isEqualTo("released");
  }
}
