package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.CallWriter;
import dev.warren.codec.LiveGroup;
import dev.warren.codec.LiveReader;
import dev.warren.spi.OutputLine;
import dev.warren.spi.ProgressReport;
import dev.warren.task.Batch;
import dev.warren.task.TaskEvent;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportTest {

  private final FakePublisher publisher = new FakePublisher();
  private final EventPost post = new EventPost("far");
  private final List<String> outcomes = new ArrayList<>();
  private final List<ProgressReport> reports = new ArrayList<>();

  @BeforeEach
  void connect() {
    post.up(publisher, () -> false);
  }

  private final Results sink =
      new Results() {
        @Override
        public void outcomes(byte[] message) {
          outcomes.add(publisher.sent.size() + " before");
        }

        @Override
        public void again(byte[] message) {
          outcomes.add(publisher.sent.size() + " before another attempt");
        }
      };

  private Report report(boolean live) {
    CallWriter calls = new CallWriter();
    calls.add(5);
    Batch batch =
        calls.toBatch(9, TaskName.parse("a.B::c"), Terms.ofDefaults().withLive(live), new byte[0]);
    return new Report(
        batch, () -> "producer", "far", 42, Map.of(5L, true), sink, post, reports::add, () -> {});
  }

  private static OutputLine line(String text) {
    return OutputLine.of("far", 42, OutputLine.Stream.OUT, text);
  }

  private LiveGroup next() {
    FakePublisher.Sent sent = publisher.next();
    assertThat(sent.message().queue()).isEqualTo("producer");
    return LiveReader.read(sent.message().body());
  }

  @Test
  void gathersLinesAndSendsThemBeforeTheOutcomes() {
    Report report = report(true);
    report.printed(line("one").ofTask(5));
    report.printed(OutputLine.of("far", 42, OutputLine.Stream.ERR, "two"));
    assertThat(publisher.sent).isEmpty();

    report.outcomes("outcomes".getBytes(StandardCharsets.US_ASCII));

    assertThat(outcomes).containsExactly("1 before");
    LiveGroup group = next();
    assertThat(group.batch()).isEqualTo(9);
    assertThat(group.host()).isEqualTo("far");
    assertThat(group.pid()).isEqualTo(42);
    assertThat(group.events())
        .containsExactly(
            new TaskEvent.Printed(5, false, "one"),
            new TaskEvent.Printed(TaskEvent.NO_TASK, true, "two"));
  }

  @Test
  void sendsWhatHasGatheredWhileTheBatchGoesOn() {
    Report report = report(true);
    report.printed(line("one"));
    report.flush();
    report.flush();

    assertThat(next().events()).hasSize(1);
    assertThat(publisher.sent).isEmpty();
  }

  @Test
  void sendsMuchAtOnce() {
    Report report = report(true);
    report.printed(line("x".repeat(40_000)));

    assertThat(next().events()).hasSize(1);
  }

  @Test
  void sendsNothingThatNobodyAskedFor() {
    Report report = report(false);
    report.printed(line("one"));
    report.progress(new TaskEvent.Progress(5, 2, 1, 3, "a third"));
    report.flush();

    assertThat(publisher.sent).isEmpty();
    assertThat(reports)
        .containsExactly(
            new ProgressReport(5, OptionalLong.empty(), 2, "far", 42, 1, 3, "a third"));
  }

  @Test
  void sendsProgressInTheOrderOfTheLines() {
    Report report = report(true);
    report.printed(line("one"));
    report.progress(new TaskEvent.Progress(5, 1, 1, 3, "a third"));
    report.printed(line("two"));
    report.flush();

    assertThat(next().events())
        .hasSize(3)
        .element(1)
        .isEqualTo(new TaskEvent.Progress(5, 1, 1, 3, "a third"));
  }

  @Test
  void saysAtOnceWhatRunsWhetherAskedOrNot() {
    assertThat(report(false).running(new TaskEvent.Running(5, 2))).isTrue();

    assertThat(next().events()).containsExactly(new TaskEvent.Running(5, 2));
    post.down();
    assertThat(report(false).running(new TaskEvent.Running(5, 2))).isFalse();
  }

  @Test
  void knowsWhatIsCancelled() {
    assertThat(report(false).cancelled()).containsExactly(Map.entry(5L, true));
  }
}
