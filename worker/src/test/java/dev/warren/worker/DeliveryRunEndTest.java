package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.warren.codec.OutcomeGroup;
import dev.warren.codec.OutcomeReader;
import dev.warren.codec.OutcomeWriter;
import dev.warren.task.Outcome;
import dev.warren.worker.child.RunResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Calls that end before they are done: cancelled, or over their time. */
class DeliveryRunEndTest extends DeliveryRunFixture {

  /** A child that is killed to cancel what it runs. */
  private DeliveryRun.Runner cancelled(int finished, int running) {
    return (batch, attempt, sink) -> {
      answered(batch, sink, finished);
      return new RunResult(finished, running, Optional.of(death("killed")), true);
    };
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
}
