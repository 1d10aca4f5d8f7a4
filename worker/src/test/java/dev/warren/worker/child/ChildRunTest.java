package dev.warren.worker.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.CallWriter;
import dev.warren.task.Batch;
import dev.warren.task.MemoryExcess;
import dev.warren.task.TaskEvent;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ChildRunTest {

  private final Heard heard = new Heard(outcomes -> {});
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000);
  private ChildRun run = run(RunLimits.NONE);

  private ChildRun run(RunLimits limits) {
    return new ChildRun(1, batch(), 2, limits, heard, clock::get);
  }

  private static Batch batch() {
    CallWriter calls = new CallWriter();
    calls.add(5);
    calls.add(6);
    return calls.toBatch(1, TaskName.parse("a.B::c"), Terms.ofDefaults(), new byte[0]);
  }

  private void look(int call, int times) {
    for (int i = 0; i < times; i++) {
      run.look(call);
      assertThat(run.isDeaf()).isFalse();
    }
  }

  @Test
  void whatRunsIsSaidOnceAtTheSecondLook() {
    look(ProgressCell.NONE, 3);
    look(0, 1);
    assertThat(heard.running).isEmpty();

    look(0, 3);
    look(1, 3);

    assertThat(heard.running)
        .containsExactly(new TaskEvent.Running(5, 2), new TaskEvent.Running(6, 2));
  }

  @Test
  void whatRunsIsSaidUntilItIsKnown() {
    heard.deaf = 2;

    look(0, 10);

    assertThat(heard.running).hasSize(3).containsOnly(new TaskEvent.Running(5, 2));
  }

  private Optional<Verdict> look(int call, Duration later) {
    clock.addAndGet(later.toNanos());
    run.look(call);
    return run.judge(Optional.empty());
  }

  @Test
  void eachCallHasItsOwnTime() {
    Duration limit = Duration.ofMillis(100);
    run = run(new RunLimits(Optional.of(limit), Optional.empty()));

    assertThat(look(0, Duration.ofHours(1))).isEmpty();
    assertThat(look(0, Duration.ofMillis(99))).isEmpty();
    assertThat(look(1, Duration.ofMillis(50))).isEmpty();
    assertThat(look(1, Duration.ofMillis(99))).isEmpty();
    assertThat(look(1, Duration.ofMillis(1))).contains(new Verdict.OverTime(limit));
    assertThat(run.verdict(1)).isEqualTo(new Verdict.OverTime(limit));
    assertThat(run.verdict(0)).isEqualTo(new Verdict.Cancelled());
  }

  @Test
  void aVerdictIsSaidOnceAndTheAxeFallsIfNobodyListens() {
    run = run(new RunLimits(Optional.of(Duration.ofMillis(100)), Optional.empty()));
    look(0, Duration.ZERO);
    assertThat(look(0, Duration.ofSeconds(1))).isPresent();

    int looks = 0;
    while (!run.isDeaf()) {
      assertThat(look(0, Duration.ofMillis(50))).isEmpty();
      looks++;
    }

    assertThat(looks).isBetween(3, 10);
  }

  @Test
  void nothingIsSaidOfACallThatHasEnded() {
    run = run(new RunLimits(Optional.of(Duration.ofMillis(100)), Optional.empty()));
    look(1, Duration.ZERO);

    assertThat(look(ProgressCell.NONE, Duration.ofSeconds(1))).isEmpty();
    assertThat(look(ProgressCell.NONE, Duration.ofSeconds(1))).isEmpty();
    assertThat(run.isDeaf()).isFalse();
  }

  @Test
  void allCallsTogetherHaveTheirTimeToo() {
    Duration limit = Duration.ofMillis(100);
    run = run(new RunLimits(Optional.empty(), Optional.of(limit)));

    assertThat(look(0, Duration.ofMillis(60))).isEmpty();
    assertThat(look(1, Duration.ofMillis(39))).isEmpty();
    assertThat(look(1, Duration.ofMillis(1))).contains(new Verdict.OverTime(limit));
  }

  @Test
  void tooMuchMemoryIsTheRunningCallsAndNobodysElse() {
    Optional<MemoryExcess> excess =
        Optional.of(new MemoryExcess(MemoryExcess.Kind.RESIDENT, 10, 11));

    run.look(ProgressCell.NONE);
    assertThat(run.judge(excess)).isEmpty();
    run.look(1);

    assertThat(run.judge(excess)).contains(new Verdict.OverMemory(excess.get()));
    assertThat(run.judge(excess)).isEmpty();
  }

  @Test
  void whatIsCancelledWhileItIsJudgedIsCancelled() {
    run = run(new RunLimits(Optional.of(Duration.ofMillis(1)), Optional.empty()));
    look(1, Duration.ZERO);
    look(1, Duration.ofSeconds(1));

    heard.cancelled.put(6L, true);

    assertThat(run.verdict(1)).isEqualTo(new Verdict.Cancelled());
  }
}
