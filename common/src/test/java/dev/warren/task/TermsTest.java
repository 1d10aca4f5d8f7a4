package dev.warren.task;

import static dev.warren.retry.HeapEscalation.heapTimes;
import static dev.warren.retry.HeapEscalation.upTo;
import static dev.warren.retry.LimitEscalation.limitTimes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.retry.Backoff;
import dev.warren.retry.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TermsTest {

  private static final Ending FAILED = new Ending.Failed("a.B", "no");
  private static final Ending LATER = new Ending.Later(Duration.ofDays(3), "not yet");
  private static final Ending TIMED_OUT = new Ending.TimedOut(true, Duration.ofSeconds(1));
  private static final Ending KILLED = died("");
  private static final Ending FULL = died(Death.OUT_OF_MEMORY + ": of 5 MiB");

  private static final RetryPolicy POLICY =
      RetryPolicy.builder()
          .attempts(3)
          .crashAttempts(2)
          .timeoutAttempts(2)
          .backoff(new Backoff(Duration.ofSeconds(1), 2, Duration.ofSeconds(9), 0))
          .onOutOfMemory(heapTimes(2), upTo("1g"))
          .onTimeout(limitTimes(3), Duration.ofMinutes(1))
          .build();

  private static Ending died(String reason) {
    return new Ending.Died(new Death("host", 5, 3, reason, List.of()));
  }

  private static Terms after(Ending... endings) {
    Terms terms = Terms.ofDefaults().withPolicy(POLICY);
    for (Ending each : endings) {
      terms =
          terms.after(new Attempt(terms.attempt(), Instant.EPOCH, Duration.ZERO, "host", 5, each));
    }
    return terms;
  }

  @Test
  void attemptsAreCounted() {
    assertThat(after().attempt()).isEqualTo(1);
    assertThat(after(FAILED, KILLED).attempt()).isEqualTo(3);
  }

  @Test
  void eachKindOfEndingHasABudgetOfItsOwn() {
    Terms terms = after(FAILED, FAILED, KILLED, TIMED_OUT);

    assertThat(terms.pauseAfter(FAILED, 0)).isEmpty();
    assertThat(terms.pauseAfter(KILLED, 0)).isEmpty();
    assertThat(terms.pauseAfter(TIMED_OUT, 0)).isEmpty();
    assertThat(after(KILLED, TIMED_OUT, LATER).pauseAfter(FAILED, 0)).isPresent();
    assertThat(after(FAILED, FAILED, TIMED_OUT).pauseAfter(KILLED, 0)).isPresent();
    assertThat(after(FAILED, FAILED, KILLED).pauseAfter(TIMED_OUT, 0)).isPresent();
  }

  @Test
  void theWaitGrowsWithEachEndingOfItsKind() {
    assertThat(after().pauseAfter(FAILED, 0)).contains(Duration.ofSeconds(1));
    assertThat(after(FAILED).pauseAfter(FAILED, 0)).contains(Duration.ofSeconds(2));
    assertThat(after(FAILED).pauseAfter(TIMED_OUT, 0)).contains(Duration.ofSeconds(1));
  }

  @Test
  void aCrashIsNotWaitedForUnlessThePolicySaysSo() {
    assertThat(after().pauseAfter(KILLED, 0)).contains(Duration.ZERO);
  }

  @Test
  void aTaskMayAskForMoreAttemptsThanThereIsABudgetFor() {
    Terms terms = after(FAILED, FAILED, KILLED, TIMED_OUT);

    assertThat(terms.pauseAfter(LATER, 0)).contains(Duration.ofDays(3));
  }

  @Test
  void whatAsksAgainAndAgainForgetsThatFirst() {
    Terms terms = after(FAILED, KILLED);
    for (int i = 0; i < 2 * Terms.MAX_HISTORY; i++) {
      terms =
          terms.after(new Attempt(terms.attempt(), Instant.EPOCH, Duration.ZERO, "host", 5, LATER));
    }

    assertThat(terms.history()).hasSize(Terms.MAX_HISTORY);
    assertThat(terms.attempt()).isEqualTo(2 * Terms.MAX_HISTORY + 3);
    assertThat(terms.history().subList(0, 2)).extracting(Attempt::number).containsExactly(1, 2);
    assertThat(terms.pauseAfter(KILLED, 0)).as("the budget is as it was").isEmpty();
  }

  @Test
  void onlyProcessesThatRanOutOfMemoryGetMoreOfIt() {
    long usual = 100L << 20;

    assertThat(after().heap(usual)).isEqualTo(usual);
    assertThat(after(KILLED, FAILED).heap(usual)).isEqualTo(usual);
    assertThat(after(FULL).heap(usual)).isEqualTo(2 * usual);
    assertThat(after(FULL, FAILED, FULL).heap(usual)).isEqualTo(4 * usual);
    assertThat(after(FULL).withPolicy(RetryPolicy.ofDefaults()).heap(usual)).isEqualTo(usual);
  }

  @Test
  void onlyAttemptsThatTookTooLongGetMoreTime() {
    Duration usual = Duration.ofSeconds(10);

    assertThat(after(FAILED, FULL).limit(usual)).isEqualTo(usual);
    assertThat(after(TIMED_OUT).limit(usual)).isEqualTo(Duration.ofSeconds(30));
    assertThat(after(TIMED_OUT, TIMED_OUT).limit(usual)).isEqualTo(Duration.ofMinutes(1));
    assertThat(after(TIMED_OUT).withPolicy(RetryPolicy.ofDefaults()).limit(usual)).isEqualTo(usual);
  }

  @Test
  void deathsAreFoundAmongTheOtherEndings() {
    assertThat(after(KILLED, FAILED, FULL).deaths())
        .containsExactly(((Ending.Died) KILLED).death(), ((Ending.Died) FULL).death());
  }
}
