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

class BadOutcomesTest {

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
  void oneBadOutcomeIsFoundAmongGoodOnes(Outcome outcome) {
    assertThat(BadOutcomes.in(message(outcome))).isTrue();
    assertThat(BadOutcomes.in(message(GOOD, GOOD, outcome))).isTrue();
    assertThat(BadOutcomes.in(message(outcome, GOOD))).isTrue();
  }

  @Test
  void resultsAndCancellationsAreNotBad() {
    assertThat(BadOutcomes.in(message(GOOD, new Outcome.Cancelled(2, true), GOOD))).isFalse();
    assertThat(BadOutcomes.in(message())).isFalse();
  }

  @Test
  void aLineThatDoesNotEndIsMalformed() {
    assertThatThrownBy(() -> BadOutcomes.in(Samples.bytes("{}\n1 ok 2")))
        .isInstanceOf(MalformedMessageException.class);
    assertThatThrownBy(() -> BadOutcomes.in(new byte[0]))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void aLineWithTooFewPartsIsBad() {
    assertThat(BadOutcomes.in(Samples.bytes("{}\nok\n"))).isTrue();
    assertThat(BadOutcomes.in(Samples.bytes("{}\n\n"))).isTrue();
  }
}
