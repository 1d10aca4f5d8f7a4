package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.warren.pool.AsyncResult;
import dev.warren.pool.Pool;
import dev.warren.pool.PoolBuilder;
import dev.warren.pool.PoolTerminatedException;
import dev.warren.pool.TaskExpiredException;
import dev.warren.pool.TaskOptions;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.topology.QueueSpec;
import dev.warren.worker.WorkerHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls that wait for their time, or are too late, with local workers and with a worker host. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class DelayedTasksContract {

  static final Duration SOON = Duration.ofSeconds(30);

  /** What is promised, and something for a machine that is busy with other tests. */
  private static final long LATE_MILLIS = 3_000;

  @TempDir Path folder;

  private final String queue = "test-" + UUID.randomUUID();
  private final Deque<Pool> pools = new ArrayDeque<>();
  private WorkerHost host;

  /** Where the broker under test is. */
  abstract String broker();

  private Pool local() {
    return open(Pool.builder().broker(broker()).processes(1).jvmOptions("-Xmx96m"));
  }

  /** A pool without workers; {@link #startHost()} brings them. */
  Pool remote() {
    return open(Pool.builder().broker(broker()).queue(queue));
  }

  private Pool open(PoolBuilder settings) {
    pools.push(settings.open());
    return pools.peek();
  }

  void startHost() {
    host =
        WorkerHost.start(
            WorkerHostSettings.builder(broker(), QueueSpec.sharedTasks(queue))
                .name("far")
                .processes(1)
                .jvmOptions(List.of("-Xmx96m"))
                .build(),
            reason -> {
              throw reason;
            });
  }

  @AfterEach
  void end() throws Exception {
    try {
      while (!pools.isEmpty()) {
        pools.peek().terminate();
        assertThat(pools.pop().join(SOON)).isTrue();
      }
    } finally {
      if (host != null) {
        host.kill();
        assertThat(host.awaitEnd(SOON)).isTrue();
      }
    }
    assertThat(Children.alive()).as("worker processes left").isEmpty();
  }

  static TaskOptions in(Duration delay) {
    return TaskOptions.builder().delay(delay).build();
  }

  AsyncResult<Long> note(Pool pool, int number) {
    return pool.applyAsync(DelayTasks::note, folder.toString(), number);
  }

  boolean hasRun(int number) {
    return Files.exists(folder.resolve("run-" + number));
  }

  private void callShouldRunWhenItIsDue(Pool pool) throws Exception {
    pool.apply(DelayTasks::now, 0); // The workers have started.
    long start = System.currentTimeMillis();
    Instant later = Instant.ofEpochMilli(start + 1_800);

    AsyncResult<Long> delayed = note(pool.with(in(Duration.ofMillis(1_300))), 1);
    AsyncResult<Long> scheduled = note(pool.with(TaskOptions.builder().at(later).build()), 2);
    AsyncResult<Long> past = note(pool.with(TaskOptions.builder().at(Instant.EPOCH).build()), 3);

    assertThat(past.get(SOON) - start).isBetween(0L, LATE_MILLIS);
    assertThat(delayed.get(SOON) - start).isBetween(1_300L, 1_300 + LATE_MILLIS);
    assertThat(scheduled.get(SOON) - start).isBetween(1_800L, 1_800 + LATE_MILLIS);
    for (int number = 1; number <= 3; number++) {
      assertThat(Files.readString(folder.resolve("run-" + number))).isEqualTo("x");
    }
  }

  @Test
  void callShouldRunWhenItIsDueOnLocalWorkers() throws Exception {
    callShouldRunWhenItIsDue(local());
  }

  @Test
  void callShouldRunWhenItIsDueOnAHost() throws Exception {
    startHost();
    callShouldRunWhenItIsDue(remote());
  }

  @Test
  void mapShouldBeDelayedAsAWhole() {
    Pool pool = local();
    long start = System.currentTimeMillis();

    List<Long> times =
        pool.with(in(Duration.ofSeconds(1)))
            .map(DelayTasks::now, IntStream.range(0, 300).boxed().toList());

    assertThat(times).hasSize(300).allMatch(time -> time - start >= 1_000);
  }

  @Test
  void callsThatWaitShouldTakeNoPlaceOfOthers() throws Exception {
    Pool pool = local();
    Pool tomorrow = pool.with(in(Duration.ofDays(1)));
    List<AsyncResult<Long>> waiting = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      waiting.add(tomorrow.applyAsync(DelayTasks::now, i));
    }

    assertThat(pool.map(E2eTasks::square, List.of(1L, 2L, 3L))).containsExactly(1L, 4L, 9L);

    assertThat(waiting).noneMatch(AsyncResult::isReady);
    pool.terminate();
    assertThatThrownBy(() -> waiting.get(0).get()).isInstanceOf(PoolTerminatedException.class);
  }

  @Test
  void closedPoolShouldWaitForWhatIsDelayed() throws Exception {
    Pool pool = local();
    AsyncResult<Long> delayed = note(pool.with(in(Duration.ofSeconds(2))), 1);

    pool.close();

    assertThat(pool.join(Duration.ofMillis(300))).isFalse();
    assertThat(pool.join(SOON)).isTrue();
    assertThat(delayed.isSuccessful()).isTrue();
  }

  /** Its batch waits where no host knows of it, and the pool has heard of no host. */
  @Test
  void cancelledCallShouldNeverRunAndNobodyShouldWaitForIt() throws Exception {
    Pool pool = remote();
    AsyncResult<Long> cancelled = note(pool.with(in(Duration.ofMillis(1_500))), 1);
    AsyncResult<List<Long>> map =
        pool.with(in(Duration.ofDays(300))).mapAsync(DelayTasks::now, List.of(1, 2, 3));
    awaitSent(cancelled);

    assertThat(cancelled.cancel(false)).isTrue();
    assertThat(map.cancel(false)).isTrue();

    pool.close();
    assertThat(pool.join(Duration.ofSeconds(1))).as("before it is due").isTrue();
    assertThatThrownBy(cancelled::get).isInstanceOf(CancellationException.class);
    startHost();
    awaitCallOfAnother(Duration.ofSeconds(3));
    assertThat(hasRun(1)).isFalse();
  }

  @Test
  void callOfATerminatedPoolShouldNotRunWhenItIsDue() throws Exception {
    startHost();
    Pool pool = remote();
    AsyncResult<Long> orphan = note(pool.with(in(Duration.ofMillis(1_500))), 1);
    awaitSent(orphan);

    pool.terminate();
    pool.join();

    assertThatThrownBy(orphan::get).isInstanceOf(PoolTerminatedException.class);
    awaitCallOfAnother(Duration.ofSeconds(3));
    assertThat(hasRun(1)).isFalse();
  }

  @Test
  void callThatIsNotBegunInTimeShouldExpireAndNeverRun() throws Exception {
    Pool pool = local();
    String release = folder.resolve("release").toString();
    String mark = folder.resolve("mark").toString();
    var busy = pool.applyAsync(E2eTasks::markAndWait, mark, release);
    await().atMost(SOON).until(() -> Files.exists(Path.of(mark)));
    TaskOptions hasty = TaskOptions.builder().expiresAfter(Duration.ofMillis(300)).build();
    Instant start = Instant.now();
    AsyncResult<Long> late = note(pool.with(hasty), 1);
    AsyncResult<Long> patient = note(pool, 2);
    await().atMost(SOON).until(() -> Instant.now().isAfter(start.plusMillis(800)));

    Files.createFile(Path.of(release));

    assertThatThrownBy(() -> late.get(SOON))
        .isInstanceOfSatisfying(
            TaskExpiredException.class,
            thrown -> {
              assertThat(thrown.expiredAt())
                  .isBetween(start.plusMillis(300), start.plusMillis(300 + 250 + 1_000));
              assertThat(thrown.taskId()).isEqualTo(late.taskId().getAsLong());
            })
        .hasMessageContaining("DelayTasks::note")
        .hasMessageContaining("expiresAfter");
    assertThat(patient.get(SOON)).isPositive();
    busy.get(SOON);
    assertThat(hasRun(1)).isFalse();
  }

  @Test
  void callThatIsBegunInTimeShouldRun() throws Exception {
    TaskOptions options =
        TaskOptions.builder()
            .delay(Duration.ofSeconds(1))
            .expiresAfter(Duration.ofSeconds(20))
            .build();

    assertThat(note(local().with(options), 1).get(SOON)).isPositive();
  }

  /** Its batch is on the broker, as far as that can be seen from here. */
  private static void awaitSent(AsyncResult<?> result) {
    await().atMost(SOON).until(() -> result.taskId().isPresent());
  }

  /** Whatever was due before has come to the host by then. */
  private void awaitCallOfAnother(Duration delay) throws Exception {
    Pool other = remote();
    assertThat(other.with(in(delay)).applyAsync(DelayTasks::now, 0).get(SOON)).isPositive();
    assertThat(other.apply(DelayTasks::now, 0)).isPositive();
  }
}
