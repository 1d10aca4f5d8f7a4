package dev.warren.worker.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.CallWriter;
import dev.warren.spi.OutputLine;
import dev.warren.task.TaskEvent;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChildOutputTest {

  private final List<OutputLine> consumed = new ArrayList<>();
  private final Heard heard = new Heard(outcomes -> {});
  private final ChildRun run = new ChildRun(1, batch(), 1, RunLimits.NONE, heard, System::nanoTime);

  private static dev.warren.task.Batch batch() {
    CallWriter calls = new CallWriter();
    calls.add(5);
    return calls.toBatch(1, TaskName.parse("a.B::c"), Terms.ofDefaults(), new byte[0]);
  }

  @Test
  void aLineGoesToTheHostAndToWhoListensToItsBatch() {
    ChildOutput output = new ChildOutput("host", 42, consumed::add);

    output.line(OutputLine.Stream.OUT, "one", Optional.of(run), 5);
    output.line(OutputLine.Stream.ERR, "two", Optional.of(run), TaskEvent.NO_TASK);
    output.line(OutputLine.Stream.ERR, "three", Optional.empty(), 5);

    OutputLine one = OutputLine.of("host", 42, OutputLine.Stream.OUT, "one").ofTask(5);
    OutputLine two = OutputLine.of("host", 42, OutputLine.Stream.ERR, "two");
    OutputLine three = OutputLine.of("host", 42, OutputLine.Stream.ERR, "three");
    assertThat(consumed).containsExactly(one, two, three);
    assertThat(heard.printed).containsExactly(one, two);
  }

  @Test
  void aConsumerThatThrowsMissesNothingElse() {
    ChildOutput output =
        new ChildOutput(
            "host",
            42,
            line -> {
              consumed.add(line);
              throw new AssertionError("expected in the log");
            });

    output.line(OutputLine.Stream.OUT, "one", Optional.of(run), 5);
    output.line(OutputLine.Stream.OUT, "two", Optional.of(run), 5);

    assertThat(consumed).hasSize(2);
    assertThat(heard.printed).hasSize(2);
  }

  @Test
  void theLastWordsOfABatchGoOutAtOnce() {
    ChildOutput output = new ChildOutput("host", 42, consumed::add);
    output.line(OutputLine.Stream.OUT, "one", Optional.of(run), 5);
    assertThat(heard.flushes).isZero();
    run.end().complete(true);

    output.line(OutputLine.Stream.OUT, "two", Optional.of(run), TaskEvent.NO_TASK);

    assertThat(heard.printed).hasSize(2);
    assertThat(heard.flushes).isEqualTo(1);
  }
}
