package dev.warren.e2e;

import static dev.warren.retry.HeapEscalation.heapTimes;
import static dev.warren.retry.HeapEscalation.upTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.warren.pool.AsyncResult;
import dev.warren.pool.Pool;
import dev.warren.pool.PoolBuilder;
import dev.warren.pool.RemoteTaskException;
import dev.warren.pool.TaskExpiredException;
import dev.warren.pool.TaskOptions;
import dev.warren.pool.WorkerDiedException;
import dev.warren.retry.Backoff;
import dev.warren.retry.GiveUp;
import dev.warren.retry.RetryPolicy;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.task.Attempt;
import dev.warren.task.Ending;
import dev.warren.topology.QueueSpec;
import dev.warren.worker.WorkerHost;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that are tried again, with local workers and on a worker host, on whichever broker. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class RetryContract {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration MOMENT = Duration.ofMillis(30);
  private static final String KEY = "0123456789abcdef";

  @TempDir Path folder;

  private WorkerHost host;
  private Pool pool;

  /** Where the broker under test is. */
  abstract String broker();

  private PoolBuilder local() {
    return Pool.builder().broker(broker()).processes(2).jvmOptions("-Xmx64m");
  }

  /** A pool on a queue that one host serves, both with a signing key. */
  private PoolBuilder remote() {
    String queue = "test-" + UUID.randomUUID();
    host =
        WorkerHost.start(
            WorkerHostSettings.builder(broker(), QueueSpec.sharedTasks(queue))
                .name("far")
                .processes(2)
                .signingKey(KEY)
                .jvmOptions(List.of("-Xmx64m"))
                .build(),
            reason -> {
              throw reason;
            });
    return Pool.builder().broker(broker()).queue(queue).signingKey(KEY);
  }

  private static RetryPolicy.Builder attempts(int count) {
    return RetryPolicy.builder().attempts(count).backoff(Backoff.of(MOMENT, MOMENT));
  }

  private static TaskOptions retry(RetryPolicy.Builder policy) {
    return TaskOptions.builder().retry(policy.build()).build();
  }

  /** The same wait before each attempt, not left to chance. */
  private static Backoff seconds(int wait) {
    return new Backoff(Duration.ofSeconds(wait), 1, Duration.ofSeconds(wait), 0);
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
  void aTaskShouldBeTriedAgainUntilItSucceeds() {
    pool = remote().retry(attempts(3).build()).open();
    Instant start = Instant.now();

    AsyncResult<Integer> result = pool.applyAsync(RetryTasks::succeedAt, 3);

    assertThat(result.get()).isEqualTo(3);
    assertThat(result.attempts()).extracting(Attempt::number).containsExactly(1, 2);
    assertThat(result.attempts())
        .allSatisfy(
            each -> {
              assertThat(each.host()).isEqualTo("far");
              assertThat(each.pid()).isPositive().isNotEqualTo(ProcessHandle.current().pid());
              assertThat(each.startedAt()).isBetween(start.minusSeconds(1), Instant.now());
              assertThat(each.duration()).isBetween(Duration.ZERO, SOON);
              assertThat(each.ending().summary())
                  .isEqualTo("java.io.IOException: not at attempt " + each.number());
            });
  }

  @Test
  void theLastFailureShouldBeThrownWithAllThatCameBefore() {
    pool = local().retry(attempts(3).build()).open();

    Throwable thrown = catchThrowable(() -> pool.apply(RetryTasks::succeedAt, 9));

    assertThat(thrown)
        .isInstanceOfSatisfying(
            RemoteTaskException.class,
            e -> assertThat(e.attempts()).extracting(Attempt::number).containsExactly(1, 2, 3))
        .hasRootCauseInstanceOf(IOException.class)
        .hasRootCauseMessage("not at attempt 3")
        .hasMessageContaining("before that:")
        .hasMessageContaining("not at attempt 2");
  }

  @Test
  void withoutAPolicyAnExceptionShouldBeFinal() {
    pool = local().open();

    assertThatThrownBy(() -> pool.apply(RetryTasks::succeedAt, 2))
        .isInstanceOfSatisfying(
            RemoteTaskException.class, e -> assertThat(e.attempts()).hasSize(1));
  }

  @Test
  void aViewShouldCarryItsOptionsAndThePoolNotThose() {
    pool = local().open();
    Pool patient = pool.with(retry(attempts(2)));

    AsyncResult<Integer> plain = pool.applyAsync(RetryTasks::succeedAt, 2);
    AsyncResult<Integer> retried = patient.applyAsync(RetryTasks::succeedAt, 2);

    assertThat(retried.get()).isEqualTo(2);
    assertThatThrownBy(plain::get).isInstanceOf(RemoteTaskException.class);
    patient.close();
    assertThatThrownBy(() -> pool.apply(RetryTasks::succeedAt, 1))
        .as("what ends the one ends the other")
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aMapShouldKeepItsOrderThoughSomeCallsComeLate() {
    pool = remote().open();
    List<Integer> inputs = IntStream.range(0, 500).boxed().toList();

    List<Integer> squares =
        pool.with(retry(attempts(2))).map(RetryTasks::squareOddLate, inputs, 50);

    assertThat(squares).isEqualTo(inputs.stream().map(x -> x * x).toList());
  }

  @Test
  void onlyWhatThePolicyNamesShouldBeTriedAgain() {
    pool = local().open();
    RetryPolicy.Builder policy =
        attempts(5).retryOn(IOException.class).giveUpOn(FileNotFoundException.class);

    assertThat(pool.with(retry(policy)).apply(RetryTasks::succeedAt, 2)).isEqualTo(2);
    assertThatThrownBy(() -> pool.with(retry(policy)).apply(RetryTasks::alwaysMissing, "x"))
        .isInstanceOfSatisfying(
            RemoteTaskException.class, e -> assertThat(e.attempts()).hasSize(1));
  }

  @Test
  void aPredicateShouldBeAskedWhereTheTaskRuns() {
    pool = remote().open();
    RetryPolicy.Builder policy =
        attempts(5).retryIf(RetryTasks.class.getName() + "::isAboutAttemptOne");

    assertThatThrownBy(() -> pool.with(retry(policy)).apply(RetryTasks::succeedAt, 5))
        .isInstanceOfSatisfying(
            RemoteTaskException.class, e -> assertThat(e.attempts()).hasSize(2));
  }

  @Test
  void aTaskMayAskToBeRunLaterUnderAnyPolicy() {
    pool = remote().open();

    AsyncResult<Integer> result = pool.applyAsync(RetryTasks::askLaterUntil, 4);

    assertThat(result.get()).isEqualTo(4);
    assertThat(result.attempts())
        .extracting(Attempt::ending)
        .hasSize(3)
        .allSatisfy(ending -> assertThat(ending).isInstanceOf(Ending.Later.class));
  }

  @Test
  void aTaskThatGivesUpShouldNotBeTriedAgain() {
    pool = local().retry(attempts(5).build()).open();

    assertThatThrownBy(() -> pool.apply(RetryTasks::giveUp, "no use"))
        .isInstanceOf(GiveUp.class)
        .hasMessage("no use")
        .satisfies(
            thrown ->
                assertThat(((RemoteTaskException) thrown.getSuppressed()[0]).attempts())
                    .hasSize(1));
  }

  @Test
  void aCrashAndAFailureShouldUseUpBudgetsOfTheirOwn() {
    pool = remote().open();
    TaskOptions options = retry(attempts(2).crashAttempts(2));

    AsyncResult<Integer> result = pool.with(options).applyAsync(RetryTasks::dieThenFail, 7);

    assertThat(result.get()).isEqualTo(3);
    assertThat(result.attempts().get(0).ending())
        .isInstanceOfSatisfying(
            Ending.Died.class, died -> assertThat(died.death().exitCode()).isEqualTo(7));
    assertThat(result.attempts().get(1).ending()).isInstanceOf(Ending.Failed.class);
  }

  @Test
  void aCrashWithABackoffShouldGoBackToTheQueue() {
    pool = remote().open();
    TaskOptions options =
        retry(attempts(2).crashAttempts(2).crashBackoff(Backoff.of(MOMENT, MOMENT)));

    AsyncResult<Integer> result = pool.with(options).applyAsync(RetryTasks::dieThenFail, 7);

    assertThat(result.get()).isEqualTo(3);
    assertThat(result.attempts()).hasSize(2);
  }

  @Test
  void aTaskThatRanOutOfMemoryShouldGetALargerHeapNextTime() {
    pool = local().processes(1).open();
    TaskOptions growing =
        retry(RetryPolicy.builder().crashAttempts(4).onOutOfMemory(heapTimes(2), upTo("512m")));
    int bytes = 100 << 20;

    AsyncResult<Long> result = pool.with(growing).applyAsync(RetryTasks::hold, bytes);

    assertThat(result.get()).isBetween(100L << 20, 512L << 20);
    assertThat(result.attempts()).hasSizeBetween(1, 3);
    assertThat(pool.apply(RetryTasks::hold, 1)).as("the usual heap").isLessThan(65L << 20);
    assertThatThrownBy(() -> pool.apply(RetryTasks::hold, bytes))
        .as("without that policy")
        .isInstanceOfSatisfying(
            WorkerDiedException.class, e -> assertThat(e.attempts()).hasSize(3));
  }

  @Test
  void aSlotShouldRunOtherTasksWhileACallWaitsForItsNextAttempt() throws Exception {
    pool = local().processes(1).open();
    List<Long> inputs = LongStream.range(0, 50).boxed().toList();
    AsyncResult<Integer> waiting =
        pool.with(retry(RetryPolicy.builder().attempts(2).backoff(seconds(3))))
            .applyAsync(RetryTasks::succeedAt, 2);
    await().atMost(SOON).until(() -> !waiting.attempts().isEmpty());

    List<Long> squares = pool.map(E2eTasks::square, inputs, 1);

    assertThat(waiting.isReady()).as("the call that waits has ended before them").isFalse();
    assertThat(squares).isEqualTo(inputs.stream().map(x -> x * x).toList());
    assertThat(waiting.get(SOON)).isEqualTo(2);
  }

  @Test
  void anAttemptThatFindsNoSlotInTimeShouldExpireWithWhatCameBefore() throws Exception {
    pool = local().processes(1).open();
    TaskOptions hasty =
        TaskOptions.builder()
            .retry(RetryPolicy.builder().attempts(2).backoff(seconds(3)).build())
            .expiresAfter(Duration.ofSeconds(6))
            .build();
    Path mark = folder.resolve("mark");
    Path release = folder.resolve("release");
    Instant submitted = Instant.now();
    AsyncResult<Integer> late = pool.with(hasty).applyAsync(RetryTasks::succeedAt, 2);
    await().atMost(SOON).until(() -> !late.attempts().isEmpty());
    AsyncResult<String> busy =
        pool.applyAsync(E2eTasks::markAndWait, mark.toString(), release.toString());
    await().atMost(SOON).until(() -> Instant.now().isAfter(submitted.plusSeconds(7)));

    Files.createFile(release);

    assertThatThrownBy(() -> late.get(SOON))
        .isInstanceOfSatisfying(
            TaskExpiredException.class,
            e -> {
              assertThat(e.attempts()).hasSize(1).isEqualTo(late.attempts());
              assertThat(e.attempts().get(0).ending()).isInstanceOf(Ending.Failed.class);
            })
        .hasMessageContaining("was not run again");
    assertThat(busy.get(SOON)).isEqualTo("released");
  }

  @Test
  void aCallThatWaitsMayBeCancelled() {
    pool = remote().open();
    Backoff minute = Backoff.of(Duration.ofMinutes(1), Duration.ofMinutes(1));
    TaskOptions options = retry(RetryPolicy.builder().attempts(100).backoff(minute));
    AsyncResult<Integer> result = pool.with(options).applyAsync(RetryTasks::alwaysMissing, "never");

    assertThat(result.cancel(true)).isTrue();

    assertThat(result.isCancelled()).isTrue();
  }
}
