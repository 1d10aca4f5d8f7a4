package dev.warren.e2e;

import static dev.warren.retry.LimitEscalation.limitTimes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.warren.pool.AsyncResult;
import dev.warren.pool.Pool;
import dev.warren.pool.PoolBuilder;
import dev.warren.pool.ResultIterator;
import dev.warren.pool.TaskOptions;
import dev.warren.pool.TaskTimeoutException;
import dev.warren.pool.WorkerDiedException;
import dev.warren.retry.Backoff;
import dev.warren.retry.RetryPolicy;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.task.Attempt;
import dev.warren.task.MemoryExcess;
import dev.warren.topology.QueueSpec;
import dev.warren.worker.WorkerHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits of time and memory, with local workers and on a worker host, on whichever broker. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class LimitsContract {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration LIMIT = Duration.ofMillis(300);
  private static final TaskOptions SOFT = TaskOptions.builder().softLimit(LIMIT).build();
  private static final TaskOptions HARD = TaskOptions.builder().hardLimit(LIMIT).build();

  private WorkerHost host;
  private Pool pool;

  /** Where the broker under test is. */
  abstract String broker();

  private PoolBuilder local(int processes) {
    return Pool.builder().broker(broker()).processes(processes).jvmOptions("-Xmx64m");
  }

  @AfterEach
  void end() throws Exception {
    try {
      pool.terminate();
      assertThat(pool.join(SOON)).isTrue();
    } finally {
      if (host != null) {
        host.kill();
        assertThat(host.awaitEnd(SOON)).isTrue();
      }
    }
    assertThat(Children.alive()).as("worker processes left").isEmpty();
  }

  @Test
  void aTaskThatDoesNotEndShouldEndAtItsHardLimitAndItsNeighboursShouldSucceed() {
    pool = local(2).options(HARD).open();
    List<Long> inputs = LongStream.range(0, 60).map(x -> x == 30 ? -1 : x).boxed().toList();

    ResultIterator<Long> results = pool.imap(LimitsTasks::loopIfNegative, inputs.iterator(), 20);

    for (long i = 0; i < 60; i++) {
      if (i == 30) {
        assertThatThrownBy(results::next)
            .isInstanceOfSatisfying(
                TaskTimeoutException.class,
                e -> {
                  assertThat(e.isHard()).isTrue();
                  assertThat(e.limit()).isEqualTo(LIMIT);
                });
      } else {
        assertThat(results.next()).isEqualTo(i * i);
      }
    }
  }

  @Test
  void aTaskThatListensShouldEndAtItsSoftLimitInItsOwnProcess() {
    pool = local(1).open();
    long before = pool.apply(E2eTasks::pid);

    assertThatThrownBy(() -> pool.with(SOFT).apply(LimitsTasks::sleepMillis, 60_000L))
        .isInstanceOfSatisfying(TaskTimeoutException.class, e -> assertThat(e.isHard()).isFalse())
        .hasCauseInstanceOf(InterruptedException.class);

    assertThat(pool.apply(E2eTasks::pid)).isEqualTo(before);
    assertThat(pool.with(SOFT).apply(LimitsTasks::sleepMillis, 10L)).isEqualTo(10);
  }

  @Test
  void aWorkerHostShouldKeepTheLimitsOfItsProducers() {
    String queue = "test-" + UUID.randomUUID();
    host =
        WorkerHost.start(
            WorkerHostSettings.builder(broker(), QueueSpec.sharedTasks(queue))
                .name("far")
                .processes(1)
                .jvmOptions(List.of("-Xmx64m"))
                .build(),
            reason -> {
              throw reason;
            });
    pool = Pool.builder().broker(broker()).queue(queue).open();

    AsyncResult<Long> late = pool.with(HARD).applyAsync(LimitsTasks::loopIfNegative, -1L);
    AsyncResult<Long> next = pool.applyAsync(LimitsTasks::loopIfNegative, 3L);

    assertThatThrownBy(late::get)
        .isInstanceOf(TaskTimeoutException.class)
        .hasMessageContaining("on far");
    assertThat(next.get()).isEqualTo(9);
  }

  @Test
  void theSlotShouldBeBackInServiceWithANewProcess() throws Exception {
    pool = local(1).open();
    long before = pool.apply(E2eTasks::pid);

    assertThatThrownBy(() -> pool.with(HARD).apply(LimitsTasks::loopIfNegative, -1L))
        .isInstanceOf(TaskTimeoutException.class);

    assertThat(pool.applyAsync(E2eTasks::pid).get(SOON)).isNotEqualTo(before);
  }

  @Test
  void theNextAttemptShouldHaveTheTimeThatThePolicyGivesIt() {
    pool = local(1).open();
    RetryPolicy growing =
        RetryPolicy.builder()
            .timeoutAttempts(3)
            .backoff(Backoff.none())
            .onTimeout(limitTimes(10), Duration.ofMinutes(1))
            .build();
    TaskOptions options = TaskOptions.builder().hardLimit(LIMIT).retry(growing).build();

    AsyncResult<Long> slow = pool.with(options).applyAsync(LimitsTasks::sleepMillis, 600L);

    assertThat(slow.get()).isEqualTo(600);
    assertThat(slow.attempts())
        .singleElement()
        .extracting(it -> it.ending().summary())
        .isEqualTo("killed after its limit of PT0.3S");
  }

  @Test
  void everyAttemptShouldBeInTheEndOfATaskThatIsAlwaysLate() {
    pool = local(1).open();
    RetryPolicy twice = RetryPolicy.builder().timeoutAttempts(2).backoff(Backoff.none()).build();
    TaskOptions options = TaskOptions.builder().softLimit(LIMIT).retry(twice).build();

    TaskTimeoutException late =
        catchThrowableOfType(
            TaskTimeoutException.class,
            () -> pool.with(options).apply(LimitsTasks::sleepMillis, 60_000L));

    assertThat(late.attempts()).extracting(Attempt::number).containsExactly(1, 2);
    assertThat(late.attempts())
        .allSatisfy(it -> assertThat(it.duration()).isGreaterThanOrEqualTo(LIMIT));
  }

  @Test
  void aTaskShouldKnowHowMuchTimeItHas() {
    pool = local(1).open();

    assertThat(pool.apply(LimitsTasks::timeLeft)).isEqualTo(-1);
    TaskOptions minute = TaskOptions.builder().hardLimit(Duration.ofMinutes(1)).build();
    assertThat(pool.with(minute).apply(LimitsTasks::timeLeft)).isBetween(50_000L, 60_000L);
  }

  @Test
  void aTaskThatTakesTooMuchMemoryShouldEndWithTheFigures() {
    assumeThat(Files.isReadable(Path.of("/proc/self/status")))
        .as("by design: only Linux tells how large a process is")
        .isTrue();
    pool =
        Pool.builder()
            .broker(broker())
            .processes(2)
            .heap("64m")
            .memory("200m")
            .jvmOptions("-XX:MaxDirectMemorySize=1g")
            .retry(RetryPolicy.builder().crashAttempts(1).build())
            .open();

    WorkerDiedException died =
        catchThrowableOfType(
            WorkerDiedException.class, () -> pool.apply(LimitsTasks::hoardBesideHeap, 300));

    MemoryExcess excess = died.outOfMemory().orElseThrow();
    assertThat(excess.kind()).isEqualTo(MemoryExcess.Kind.RESIDENT);
    assertThat(excess.limit()).isEqualTo(200L << 20);
    assertThat(excess.seen()).isGreaterThan(excess.limit());
    assertThat(died.signal()).isEqualTo(9);
    assertThat(pool.apply(LimitsTasks::hoardBesideHeap, 0)).isZero();
  }

  @Test
  void moreMemoryThanTheMachineHasShouldBeRefused() {
    pool = local(1).open();

    assertThatThrownBy(() -> local(2).memory("900t").open())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 worker processes with up to 900 TiB each");
  }
}
