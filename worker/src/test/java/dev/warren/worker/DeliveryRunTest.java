package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.task.Death;
import dev.warren.worker.child.RunResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeliveryRunTest extends DeliveryRunFixture {

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
