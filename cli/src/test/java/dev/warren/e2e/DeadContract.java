package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.warren.codec.Signer;
import dev.warren.dead.DeadFilter;
import dev.warren.dead.DeadTask;
import dev.warren.dead.DeadTasks;
import dev.warren.dead.NoDeadQueueException;
import dev.warren.dead.Replayed;
import dev.warren.pool.AsyncResult;
import dev.warren.pool.NamedTask;
import dev.warren.pool.RemoteTaskException;
import dev.warren.pool.TaskRejectedException;
import dev.warren.pool.WorkerDiedException;
import dev.warren.retry.RetryPolicy;
import dev.warren.task.Attempt;
import dev.warren.task.Batch;
import dev.warren.task.DeadReason;
import dev.warren.task.Outcome;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerException;
import dev.warren.transport.Message;
import java.io.FileNotFoundException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of tasks that come to a bad end on a worker host, on whichever broker. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class DeadContract extends DeadFixture {

  /** As a checked exception arrives. */
  private static void isTheFailure(Throwable thrown) {
    assertThat(thrown)
        .isInstanceOf(RemoteTaskException.class)
        .hasCauseInstanceOf(FileNotFoundException.class);
  }

  private Path needed() {
    return folder.resolve("needed");
  }

  private void awaitDone() {
    await().atMost(SOON).until(() -> Files.exists(folder.resolve("needed.done")));
  }

  /** Has the one task fail that needs a file. */
  private AsyncResult<String> fail() {
    AsyncResult<String> failed = pool.applyAsync(DeadSamples::needs, needed().toString());
    assertThatThrownBy(() -> failed.get(SOON)).satisfies(DeadContract::isTheFailure);
    return failed;
  }

  @Test
  void onlyTheTaskThatFailedShouldBeDead() {
    openBoth();
    Instant before = Instant.now();

    assertThatThrownBy(() -> pool.map(DeadSamples::hundredth, List.of(1, 0, 2, 4), 4))
        .isInstanceOf(ArithmeticException.class);

    DeadTask task = list(1).get(0);
    assertThat(task.postMortem().reason()).isEqualTo(DeadReason.FAILED);
    assertThat(task.postMortem().task()).startsWith(DeadSamples.class.getName() + "::hundredth");
    assertThat(task.postMortem().host()).isEqualTo("far");
    assertThat(task.postMortem().at()).isBetween(before.minusMillis(1), Instant.now());
    assertThat(task.postMortem().why()).isEqualTo("java.lang.ArithmeticException: / by zero");
    Batch batch = task.batch().orElseThrow();
    assertThat(batch.size()).isEqualTo(1);
    assertThat(batch.taskId(0)).isEqualTo(task.postMortem().taskId());
    assertThat(new String(task.body(), StandardCharsets.UTF_8)).endsWith(" [0]\n");
    assertThat(task.attempts()).extracting(Attempt::number).containsExactly(1);
    assertThat(Signer.of(KEY).accepts(task.replyTo(), task.body(), task.signature())).isTrue();
    assertThat(task.replyTo()).startsWith("warren.replies.");
  }

  @Test
  void aPoisonTaskShouldBeBlamedAlone() {
    startHost(KEY);
    open(remote().signingKey(KEY).retry(RetryPolicy.builder().crashAttempts(2).build()));
    List<Integer> inputs = IntStream.range(0, 20).boxed().toList();

    assertThatThrownBy(() -> pool.map(DeadSamples::poisoned, inputs, 20))
        .isInstanceOf(WorkerDiedException.class);

    DeadTask task = list(1).get(0);
    assertThat(task.postMortem().reason()).isEqualTo(DeadReason.DIED);
    assertThat(task.postMortem().why()).contains("exit code 3");
    assertThat(new String(task.body(), StandardCharsets.UTF_8)).endsWith(" [7]\n");
    assertThat(task.attempts()).extracting(Attempt::number).containsExactly(1, 2);
    assertThat(task.postMortem().outcome().orElseThrow()).isInstanceOf(Outcome.WorkerDied.class);
  }

  @Test
  void aReplayedTaskShouldRunAndItsPoolDropWhatItReturns() throws Exception {
    openBoth();
    AsyncResult<String> failed = fail();
    list(1);
    Files.createFile(needed());

    assertThat(dead.replay(queue, DeadFilter.all())).isEqualTo(new Replayed(1, 0));

    awaitDone();
    assertThat(list()).isEmpty();
    assertThatThrownBy(failed::get).satisfies(DeadContract::isTheFailure);
    pool.close();
    assertThat(pool.join(SOON)).isTrue();
  }

  @Test
  void replayedTasksShouldRunThoughTheirPoolHasGone() throws Exception {
    openBoth();
    List<Path> files = IntStream.range(0, 5).mapToObj(i -> folder.resolve("needed" + i)).toList();
    for (Path each : files) {
      AsyncResult<String> failed = pool.applyAsync(DeadSamples::needs, each.toString());
      assertThatThrownBy(() -> failed.get(SOON)).satisfies(DeadContract::isTheFailure);
    }
    list(files.size());
    closePool();
    for (Path each : files) {
      Files.createFile(each);
    }

    assertThat(dead.replay(queue, DeadFilter.all()).replayed()).isEqualTo(files.size());

    await()
        .atMost(SOON)
        .until(() -> files.stream().allMatch(it -> Files.exists(Path.of(it + ".done"))));
    assertThat(list()).isEmpty();
  }

  @Test
  void aReplayedTaskShouldBeTriedAgainThoughItsPoolHasGone() throws Exception {
    openBoth();
    AsyncResult<String> failed = pool.applyAsync(DeadSamples::needsTwice, needed().toString());
    assertThatThrownBy(() -> failed.get(SOON)).satisfies(DeadContract::isTheFailure);
    list(1);
    closePool();
    Files.createFile(needed());

    assertThat(dead.replay(queue, DeadFilter.all()).replayed()).isEqualTo(1);

    awaitDone();
    assertThat(list()).isEmpty();
  }

  @Test
  void aSecondDeathShouldGoOnWithTheHistory() throws Exception {
    openBoth();
    fail();
    DeadTask first = list(1).get(0);

    assertThat(dead.replay(queue, DeadFilter.id(first.id())).replayed()).isEqualTo(1);

    DeadTask second =
        await()
            .atMost(SOON)
            .until(this::list, all -> all.size() == 1 && all.get(0).attempts().size() == 2)
            .get(0);
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.attempts()).startsWith(first.attempts().get(0));
    assertThat(second.attempts()).extracting(Attempt::number).containsExactly(1, 2);
    assertThat(second.postMortem().at()).isAfter(first.postMortem().at());
  }

  @Test
  void aMessageThatIsNoBatchShouldBeDeadAsItCame() throws Exception {
    startHost("");
    byte[] body = "no batch at all".getBytes(StandardCharsets.UTF_8);
    Message message = new Message(tasks().name(), body, "nowhere", new byte[] {1, 2});
    onBroker(session -> BrokerVisit.publish(session, message));

    DeadTask task = list(1).get(0);
    assertThat(task.postMortem().reason()).isEqualTo(DeadReason.UNDECODABLE);
    assertThat(task.postMortem().task()).isEmpty();
    assertThat(task.id()).startsWith("raw/");
    assertThat(task.body()).isEqualTo(body);
    assertThat(task.replyTo()).isEqualTo("nowhere");
    assertThat(task.signature()).containsExactly(1, 2);
    assertThat(task.batch()).isEmpty();
    Instant first = task.postMortem().at();

    assertThat(dead.replay(queue, DeadFilter.id(task.id())).replayed()).isEqualTo(1);

    await()
        .atMost(SOON)
        .until(this::list, all -> all.size() == 1 && all.get(0).postMortem().at().isAfter(first));
  }

  @Test
  void aBatchWithoutItsSignatureShouldRunWhenTheHostHasGotTheRightKey() throws Exception {
    startHost("another key that is long enough");
    open(remote().signingKey(KEY));
    Files.createFile(needed());
    AsyncResult<String> refused = pool.applyAsync(DeadSamples::needs, needed().toString());
    assertThatThrownBy(() -> refused.get(SOON)).isInstanceOf(TaskRejectedException.class);
    DeadTask task = list(1).get(0);
    assertThat(task.postMortem().reason()).isEqualTo(DeadReason.UNSIGNED);
    assertThat(task.id()).startsWith("raw/");
    stopHost();
    startHost(KEY);

    assertThat(dead.replay(queue, DeadFilter.reason(DeadReason.UNSIGNED)).replayed()).isEqualTo(1);

    awaitDone();
    assertThat(list()).isEmpty();
  }

  @Test
  void aRefusedCallShouldBeDead() {
    openBoth();

    NamedTask<Long, Long> open =
        NamedTask.of(E2eTasks.class.getName() + "::notAnnotated", Long.class);

    assertThatThrownBy(() -> pool.apply(open, 1L)).isInstanceOf(TaskRejectedException.class);

    DeadTask task = list(1).get(0);
    assertThat(task.postMortem().reason()).isEqualTo(DeadReason.REJECTED);
    assertThat(task.postMortem().why()).contains("@Task");
    assertThat(task.attempts()).isEmpty();
  }

  @Test
  void whatTheFilterDoesNotMeanShouldStayInItsPlace() throws Exception {
    openBoth();
    for (int i = 0; i < 3; i++) {
      fail();
      assertThatThrownBy(() -> pool.apply(DeadSamples::hundredth, 0))
          .isInstanceOf(ArithmeticException.class);
    }
    List<DeadTask> all = list(6);

    assertThat(dead.purge(queue, DeadFilter.exception("ArithmeticException"))).isEqualTo(3);

    List<String> left = list(3).stream().map(DeadTask::id).toList();
    assertThat(left).containsExactly(all.get(0).id(), all.get(2).id(), all.get(4).id());
    assertThat(dead.purge(queue, DeadFilter.id(left.get(1)))).isEqualTo(1);
    assertThat(list(2)).extracting(DeadTask::id).containsExactly(left.get(0), left.get(2));
    assertThat(dead.purge(queue, DeadFilter.all())).isEqualTo(2);
    assertThat(list(0)).isEmpty();
  }

  @Test
  void aDeadQueueThatIsDeletedShouldComeBackWithTheNextDeadTask() throws Exception {
    openBoth();
    fail();
    list(1);
    onBroker(session -> session.delete(QueueSpec.dead(queue)));

    fail();

    await()
        .atMost(SOON)
        .ignoreExceptionsInstanceOf(NoDeadQueueException.class)
        .until(() -> list().size() == 1);
  }

  @Test
  void aSecondReaderShouldWaitForTheFirst() throws Exception {
    openBoth();
    fail();
    list(1);
    DeadTasks impatient = DeadTasks.connect(broker(), Duration.ofMillis(300));
    CompletableFuture<Throwable> busy = new CompletableFuture<>();
    CompletableFuture<List<DeadTask>> waiting = new CompletableFuture<>();

    dead.forEach(
        queue,
        DeadFilter.all(),
        task -> {
          busy.complete(catchThrowable(() -> impatient.list(queue, DeadFilter.all())));
          var unused = waiting.completeAsync(() -> list(1));
        });

    assertThat(busy.join())
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("somebody else is looking at these dead tasks");
    assertThat(waiting).succeedsWithin(SOON).satisfies(all -> assertThat(all).hasSize(1));
  }

  @Test
  void aQueueThatNobodyServesShouldHaveNoDead() throws Exception {
    assertThatThrownBy(() -> dead.list("no-such-" + queue, DeadFilter.all()))
        .isInstanceOf(NoDeadQueueException.class)
        .hasMessageContaining("check the name");
    assertThatThrownBy(() -> dead.list("a b", DeadFilter.all()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
