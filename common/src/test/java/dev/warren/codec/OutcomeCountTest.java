package dev.warren.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.task.Death;
import dev.warren.task.Failure;
import dev.warren.task.Outcome;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OutcomeCountTest {

  private static final Outcome GOOD = new Outcome.Succeeded(1, Samples.bytes("\"2 failed {}\""));

  private static byte[] message(Outcome... outcomes) {
    OutcomeWriter writer = new OutcomeWriter("failed", 42);
    List.of(outcomes).forEach(writer::add);
    return writer.take(7);
  }

  private static Stream<Outcome> badOnes() {
    return Stream.of(
        new Outcome.Failed(2, new Failure("a.B", null, List.of(), null)),
        new Outcome.WorkerDied(2, List.of(new Death("h", 1, 137, "", List.of()))),
        new Outcome.Rejected(2, "no such task"));
  }

  @ParameterizedTest
  @MethodSource("badOnes")
  void badOutcomesAreCountedAmongGoodOnes(Outcome outcome) {
    assertThat(OutcomeCount.of(message(outcome))).isEqualTo(new OutcomeCount(1, 1));
    assertThat(OutcomeCount.of(message(GOOD, GOOD, outcome))).isEqualTo(new OutcomeCount(3, 1));
    assertThat(OutcomeCount.of(message(outcome, GOOD, outcome))).isEqualTo(new OutcomeCount(3, 2));
  }

  @Test
  void resultsAndCancellationsAreNotBad() {
    assertThat(OutcomeCount.of(message(GOOD, new Outcome.Cancelled(2, true), GOOD)))
        .isEqualTo(new OutcomeCount(3, 0));
    assertThat(OutcomeCount.of(message())).isEqualTo(new OutcomeCount(0, 0));
  }

  @Test
  void aLineThatDoesNotEndIsMalformed() {
    for (String each : List.of("", "{}\n1 ok 2", "{}\n1", "{}\n1 ")) {
      assertThatThrownBy(() -> OutcomeCount.of(Samples.bytes(each)))
          .isInstanceOf(MalformedMessageException.class);
    }
  }

  @Test
  void aLineWithTooFewPartsIsBadAndTakesNoOtherAlong() {
    assertThat(OutcomeCount.of(Samples.bytes("{}\nok\n1 ok 2\n")))
        .isEqualTo(new OutcomeCount(2, 1));
    assertThat(OutcomeCount.of(Samples.bytes("{}\n\n"))).isEqualTo(new OutcomeCount(1, 1));
  }
}
