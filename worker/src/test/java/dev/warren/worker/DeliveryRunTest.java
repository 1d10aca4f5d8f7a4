package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.warren.codec.CallWriter;
import dev.warren.codec.OutcomeGroup;
import dev.warren.codec.OutcomeReader;
import dev.warren.codec.OutcomeWriter;
import dev.warren.codec.Signer;
import dev.warren.retry.RetryPolicy;
import dev.warren.task.Batch;
import dev.warren.task.Death;
import dev.warren.task.Outcome;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import dev.warren.worker.child.RunResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveryRunTest {

  private static final int NONE = -1;

  private final Outbox outbox = new Outbox(reason -> {}, queue -> {});
  private final FakePublisher publisher = new FakePublisher();
  private final Answer answer =
      new Answer(new FakeDelivery("replies"), outbox, outcomes -> List.of(), "control", () -> {});
  private final EventPost events = new EventPost("host");
  private final Retries retries = new Retries(answer, "tasks", Signer.of(""), events, "host");

  /** What each run was given, by task id. */
  private final List<List<Long>> ran = new ArrayList<>();

  @BeforeEach
  void connect() {
    outbox.up(publisher);
  }

  private static Batch batch(int size, int crashAttempts) {
    CallWriter calls = new CallWriter();
    for (int id = 0; id < size; id++) {
      calls.add(id);
    }
    return calls.toBatch(
        9,
        TaskName.parse("a.B::c"),
        Terms.ofDefaults().withPolicy(RetryPolicy.builder().crashAttempts(crashAttempts).build()),
        new byte[0]);
  }

  private static Death death(String line) {
    return new Death("host", 42, 137, "", List.of(line));
  }

  private DeliveryRun run(int size, int crashAttempts) {
    return new DeliveryRun(batch(size, crashAttempts), answer, retries, "host", false);
  }

  private RunResult answered(Batch batch, Results sink, int finished) {
    List<Long> ids = new ArrayList<>();
    OutcomeWriter outcomes = new OutcomeWriter("host", 42);
    for (int call = 0; call < batch.size(); call++) {
      ids.add(batch.taskId(call));
      if (call < finished) {
        byte[] one = "1".getBytes(StandardCharsets.US_ASCII);
        outcomes.add(new Outcome.Succeeded(batch.taskId(call), one));
      }
    }
    ran.add(ids);
    if (finished > 0) {
      sink.outcomes(outcomes.take(batch.id()));
    }
    return new RunResult(finished, NONE, Optional.empty());
  }

  /** A child that finishes everything. */
  private RunResult finish(Batch batch, int attempt, Results sink) {
    return answered(batch, sink, batch.size());
  }

  /** A child that dies after so many outcomes, while it runs that call. */
  private DeliveryRun.Runner dies(int finished, int running) {
    return (batch, attempt, sink) -> {
      answered(batch, sink, finished);
      return new RunResult(finished, running, Optional.of(death("last words")));
    };
  }

  /** All outcomes that were sent, by task id; fails if one has two. */
  private Map<Long, String> outcomes() {
    Map<Long, String> kinds = new TreeMap<>();
    for (FakePublisher.Sent each : publisher.sent) {
      OutcomeGroup group = OutcomeReader.read(each.message().body());
      assertThat(group.batch()).isEqualTo(9);
      for (Outcome outcome : group.outcomes()) {
        String kind = outcome.getClass().getSimpleName();
        if (outcome instanceof Outcome.WorkerDied died) {
          kind += " " + died.deaths().size();
        } else if (outcome instanceof Outcome.Cancelled cancelled) {
          kind += " " + cancelled.begun();
        } else if (outcome instanceof Outcome.TimedOut late) {
          kind += " " + late.limit();
        }
        assertThat(kinds.put(outcome.id(), kind)).isNull();
      }
    }
    return kinds;
  }

  @Test
  void aWholeBatchIsRunAtOnce() throws Exception {
    DeliveryRun run = run(3, 3);

    assertThat(run.advance(this::finish, 100)).isEqualTo(3);

    assertThat(run.isDone()).isTrue();
    assertThat(ran).containsExactly(List.of(0L, 1L, 2L));
    assertThat(outcomes()).hasSize(3).containsValue("Succeeded");
  }

  @Test
  void noMoreCallsAreGivenThanAChildMayRun() throws Exception {
    DeliveryRun run = run(5, 3);

    assertThat(run.advance(this::finish, 2)).isEqualTo(2);
    assertThat(run.advance(this::finish, 2)).isEqualTo(2);
    assertThat(run.isDone()).isFalse();
    assertThat(run.advance(this::finish, 2)).isEqualTo(1);

    assertThat(run.isDone()).isTrue();
    assertThat(ran).containsExactly(List.of(0L, 1L), List.of(2L, 3L), List.of(4L));
  }

  @Test
  void whatADeadChildHadFinishedCountsAndTheSuspectRunsAlone() throws Exception {
    DeliveryRun run = run(6, 3);

    // Two outcomes came in, those of calls 2 and 3 were lost with the child, call 4 killed it.
    assertThat(run.advance(dies(2, 4), 100)).isEqualTo(2);
    while (!run.isDone()) {
      run.advance(this::finish, 100);
    }

    assertThat(ran.subList(1, 4)).containsExactly(List.of(2L, 3L), List.of(4L), List.of(5L));
    assertThat(outcomes().values()).hasSize(6).containsOnly("Succeeded");
  }

  @Test
  void aSuspectThatKillsEveryChildIsGivenUpAndItsNeighboursAreNot() throws Exception {
    DeliveryRun run = run(3, 3);

    run.advance(dies(1, 1), 100);
    run.advance(dies(0, 0), 100);
    run.advance(dies(0, 0), 100);
    run.advance(this::finish, 100);

    assertThat(run.isDone()).isTrue();
    assertThat(ran).endsWith(List.of(1L), List.of(1L), List.of(2L));
    assertThat(outcomes())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(0L, "Succeeded", 1L, "WorkerDied 3", 2L, "Succeeded"));
  }

  @Test
  void oneAttemptMeansNoSecondTry() throws Exception {
    DeliveryRun run = run(1, 1);

    run.advance(dies(0, 0), 100);

    assertThat(run.isDone()).isTrue();
    assertThat(outcomes()).containsExactly(Map.entry(0L, "WorkerDied 1"));
  }

  @Test
  void aChildThatDiesBehindItsLastOutcomeHarmsNothing() throws Exception {
    DeliveryRun run = run(2, 1);

    run.advance(dies(2, NONE), 100);

    assertThat(run.isDone()).isTrue();
    assertThat(outcomes().values()).containsOnly("Succeeded");
  }

  @Test
  void aChildThatDiesBetweenTasksChargesNobody() throws Exception {
    DeliveryRun run = run(3, 1);

    run.advance(dies(0, NONE), 100);
    run.advance(dies(1, 0), 100);
    run.advance(this::finish, 100);

    assertThat(run.isDone()).isTrue();
    assertThat(ran).endsWith(List.of(1L, 2L));
    assertThat(outcomes().values()).hasSize(3).containsOnly("Succeeded");
  }

  @Test
  void aBatchThatNoChildSurvivesToBeginIsGivenUp() throws Exception {
    DeliveryRun run = run(3, 1);

    for (int i = 0; i < 100 && !run.isDone(); i++) {
      run.advance(dies(0, NONE), 100);
    }

    assertThat(run.isDone()).isTrue();
    assertThat(ran).hasSizeBetween(3, 20);
    assertThat(outcomes().values()).hasSize(3).containsOnly("WorkerDied " + ran.size());
  }

  @Test
  void progressForgivesDeathsThatChargedNobody() throws Exception {
    DeliveryRun run = run(50, 1);

    while (!run.isDone()) {
      run.advance(dies(0, NONE), 100);
      run.advance(dies(1, NONE), 100);
    }

    assertThat(outcomes().values()).hasSize(50).containsOnly("Succeeded");
  }

  @Test
  void theDeathsOfALargeBatchGoInSeveralMessages() throws Exception {
    DeliveryRun run = run(150, 1);
    List<String> lines = Collections.nCopies(20, "x".repeat(500));
    Death wordy = new Death("host", 42, 1, "", lines);

    while (!run.isDone()) {
      run.advance((batch, attempt, sink) -> new RunResult(0, NONE, Optional.of(wordy)), 5_000);
    }

    assertThat(publisher.sent.stream().map(sent -> sent.message().body().length))
        .allMatch(length -> length < 1 << 20);
    assertThat(publisher.sent).hasSizeGreaterThan(10);
    assertThat(outcomes()).hasSize(150);
  }

  /** A child that is killed to cancel what it runs. */
  private DeliveryRun.Runner cancelled(int finished, int running) {
    return (batch, attempt, sink) -> {
      answered(batch, sink, finished);
      return new RunResult(finished, running, Optional.of(death("killed")), true);
    };
  }

  @Test
  void whatIsCancelledBeforeIsNotRun() throws Exception {
    DeliveryRun run = run(3, 3);
    assertThat(run.cancel(0, true)).isTrue();
    assertThat(run.cancel(7, true)).isFalse();

    assertThat(run.skipCancelled()).isTrue();
    run.advance(this::finish, 100);

    assertThat(run.skipCancelled()).isFalse();
    assertThat(ran).containsExactly(List.of(1L, 2L));
    assertThat(outcomes()).containsEntry(0L, "Cancelled false").hasSize(3);
  }

  @Test
  void aBatchThatIsWhollyCancelledNeedsNoChild() {
    DeliveryRun run = run(3, 3);
    run.cancel(2, false);
    run.cancel(1, true);
    run.cancel(0, false);

    assertThat(run.skipCancelled()).isFalse();
    assertThat(run.isDone()).isTrue();
    assertThat(outcomes().values()).hasSize(3).containsOnly("Cancelled false");
    assertThat(publisher.sent).as("messages").hasSize(1);
  }

  @Test
  void nothingIsCertainNeverToHaveRunOnceAnotherHostHadIt() throws Exception {
    DeliveryRun run = new DeliveryRun(batch(3, 3), answer, retries, "host", true);
    run.cancel(0, false);
    run.cancel(2, false);

    assertThat(run.skipCancelled()).isTrue();
    run.advance(
        (batch, attempt, sink) -> {
          OutcomeWriter outcomes = new OutcomeWriter("child", 42);
          byte[] one = "1".getBytes(StandardCharsets.US_ASCII);
          outcomes.add(new Outcome.Succeeded(1, one), 500);
          outcomes.add(new Outcome.Cancelled(2, false));
          sink.outcomes(outcomes.take(9));
          return new RunResult(2, NONE, Optional.empty());
        },
        100);

    assertThat(outcomes())
        .containsExactly(
            Map.entry(0L, "Cancelled true"),
            Map.entry(1L, "Succeeded"),
            Map.entry(2L, "Cancelled true"));
    byte[] passed = List.copyOf(publisher.sent).get(1).message().body();
    assertThat(OutcomeReader.read(passed))
        .extracting(OutcomeGroup::host, OutcomeGroup::pid, OutcomeGroup::nanos)
        .containsExactly("child", 42L, 500L);
  }

  @Test
  void cancellingManyCallsOneByOneTakesNoTime() {
    int size = 50_000;
    DeliveryRun run = run(size, 3);

    // Looking for each from the first on would be a thousand million ids to read.
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          for (int id = 0; id < size; id++) {
            assertThat(run.cancel(id, true)).isTrue();
            assertThat(run.cancel(size + id, true)).isFalse();
          }
          run.skipCancelled();
        });

    assertThat(run.isDone()).isTrue();
    assertThat(outcomes()).hasSize(size);
    assertThat(publisher.sent).as("messages").hasSizeBetween(2, 10);
  }

  @Test
  void aChildKilledToCancelIsNobodysFault() throws Exception {
    DeliveryRun run = run(4, 1);
    run.cancel(2, true);

    // Call 0 was answered, 1 was lost with the child, 2 was held.
    run.advance(cancelled(1, 2), 100);
    while (run.skipCancelled()) {
      run.advance(this::finish, 100);
    }

    assertThat(ran.subList(1, 3)).containsExactly(List.of(1L), List.of(3L));
    assertThat(outcomes())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(0L, "Succeeded", 1L, "Succeeded", 2L, "Cancelled true", 3L, "Succeeded"));
  }

  @Test
  void aNeighbourThatIsKilledInsteadLosesNoAttempt() throws Exception {
    DeliveryRun run = run(2, 1);
    run.cancel(0, true);

    // Call 0 was done before it could be held, and call 1 had begun.
    run.advance(cancelled(1, 1), 100);
    while (run.skipCancelled()) {
      run.advance(this::finish, 100);
    }

    assertThat(outcomes()).containsExactly(Map.entry(0L, "Succeeded"), Map.entry(1L, "Succeeded"));
  }

  /** A child that is killed because that call ran for too long. */
  private DeliveryRun.Runner overTime(int finished, int running) {
    return (batch, attempt, sink) -> {
      answered(batch, sink, finished);
      Optional<Duration> limit = Optional.of(Duration.ofSeconds(2));
      return new RunResult(finished, running, Optional.of(death("killed")), false, limit);
    };
  }

  @Test
  void whatRanForTooLongHasTimedOutAndItsNeighboursRunAgain() throws Exception {
    DeliveryRun run = run(4, 1);

    run.advance(overTime(1, 2), 100);
    while (run.skipCancelled()) {
      run.advance(this::finish, 100);
    }

    assertThat(ran.subList(1, 3)).containsExactly(List.of(1L), List.of(3L));
    assertThat(outcomes())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(0L, "Succeeded", 1L, "Succeeded", 2L, "TimedOut PT2S", 3L, "Succeeded"));
  }

  @Test
  void aCallThatWasDoneBeforeItsProcessWasKilledHasNotTimedOut() throws Exception {
    DeliveryRun run = run(2, 1);

    run.advance(overTime(1, 0), 100);
    while (run.skipCancelled()) {
      run.advance(this::finish, 100);
    }

    assertThat(outcomes()).containsExactly(Map.entry(0L, "Succeeded"), Map.entry(1L, "Succeeded"));
  }

  @Test
  void aCallThatIsCancelledWhileItRunsForTooLongIsCancelled() throws Exception {
    DeliveryRun run = run(1, 1);
    run.cancel(0, true);

    run.advance(overTime(0, 0), 100);

    assertThat(outcomes()).containsExactly(Map.entry(0L, "Cancelled true"));
  }

  @Test
  void whatIsLeftWhenThereIsNoTimeHasTimedOut() throws Exception {
    DeliveryRun run = run(3, 1);
    run.advance(this::finish, 1);

    run.expire(Duration.ofDays(7));

    assertThat(run.skipCancelled()).isFalse();
    assertThat(outcomes())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(0L, "Succeeded", 1L, "TimedOut PT168H", 2L, "TimedOut PT168H"));
  }

  @Test
  void whatNoChildStartsForIsRejected() throws Exception {
    DeliveryRun run = run(3, 1);
    run.advance(this::finish, 1);

    run.reject("its jars are bad");

    assertThat(run.skipCancelled()).isFalse();
    assertThat(outcomes())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(0L, "Succeeded", 1L, "Rejected", 2L, "Rejected"));
  }

  @Test
  void aCancelledCallThatCrashesIsNotTriedAgain() throws Exception {
    DeliveryRun run = run(2, 3);
    run.cancel(0, true);

    run.advance(dies(0, 0), 100);
    while (run.skipCancelled()) {
      run.advance(this::finish, 100);
    }

    assertThat(outcomes())
        .containsExactly(Map.entry(0L, "Cancelled true"), Map.entry(1L, "Succeeded"));
  }

  @Test
  void aCallThatMightHaveGoneOnIsNotTriedAgainEither() throws Exception {
    DeliveryRun run = run(1, 2);
    run.cancel(0, false);

    run.advance(dies(0, 0), 100);

    assertThat(run.skipCancelled()).isFalse();
    assertThat(outcomes()).containsExactly(Map.entry(0L, "Cancelled true"));
  }

  @Test
  void attemptsAreCountedByTheDeathsThatAreCharged() throws Exception {
    DeliveryRun run = run(2, 3);
    List<Integer> attempts = new ArrayList<>();
    DeliveryRun.Runner dying =
        (batch, attempt, sink) -> {
          attempts.add(attempt);
          return new RunResult(0, 0, Optional.of(death("x")));
        };

    run.advance(dying, 100);
    run.advance(dying, 100);
    run.advance(dying, 100);
    run.advance(
        (batch, attempt, sink) -> {
          attempts.add(attempt);
          return finish(batch, attempt, sink);
        },
        100);

    assertThat(attempts).containsExactly(1, 2, 3, 1);
  }
}
