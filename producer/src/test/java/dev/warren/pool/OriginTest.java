package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.OutcomeReader;
import dev.warren.codec.OutcomeWriter;
import dev.warren.task.Attempt;
import dev.warren.task.Ending;
import dev.warren.task.Failure;
import dev.warren.task.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OriginTest {

  private static final Instant START = Instant.ofEpochSecond(1_000_000);
  private static final Ending LAST = new Ending.Failed("a.B", "last");

  private static List<Attempt> history(int size) {
    List<Attempt> history = new ArrayList<>();
    for (int number = 1; number <= size; number++) {
      Ending ending = new Ending.Failed("a.B", "number " + number);
      history.add(new Attempt(number, START, Duration.ofMillis(5), "near", 3, ending));
    }
    return history;
  }

  private static Origin origin(int earlier) {
    OutcomeWriter writer = new OutcomeWriter("far", 42);
    writer.after(history(earlier));
    writer.startedAt(START.plusSeconds(9));
    writer.add(new Outcome.Failed(1, Failure.of(new IllegalStateException())), 1_500);
    return Origin.of(OutcomeReader.read(writer.take(7)));
  }

  @Test
  void theLastAttemptIsThatOfTheOutcome() {
    List<Attempt> attempts = origin(2).attempts(LAST);

    assertThat(attempts).startsWith(history(2).toArray(Attempt[]::new)).hasSize(3);
    assertThat(attempts.get(2))
        .isEqualTo(new Attempt(3, START.plusSeconds(9), Duration.ofNanos(1_500), "far", 42, LAST));
  }

  @Test
  void theOnlyAttemptNeedsNoMention() {
    assertThat(Origin.before(origin(0).attempts(LAST))).isEmpty();
  }

  @Test
  void earlierAttemptsAreToldInOneLineEach() {
    assertThat(Origin.before(origin(1).attempts(LAST)))
        .isEqualTo(
            "; before that:\n  attempt 1 at 1970-01-12T13:46:40Z on near (pid 3), PT0.005S: a.B:"
                + " number 1");
  }

  @Test
  void ofManyAttemptsTheLatestAreTold() {
    String told = Origin.before(origin(99).attempts(LAST));

    assertThat(told.lines()).hasSize(11);
    assertThat(told).contains("number 90", "number 99").doesNotContain("number 89", "last");
  }
}
