package dev.warren.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.task.Batch;
import dev.warren.task.Outcome;
import dev.warren.task.Schedule;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Times on the wire: in the header of a batch, and in the outcome of what was too late. */
class ScheduleCodecTest {

  private static final Instant DUE = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant EXPIRES = DUE.plusSeconds(60);

  private static byte[] batch(Schedule schedule) {
    CallWriter calls = new CallWriter();
    calls.add(7);
    Terms terms = Terms.ofDefaults().withSchedule(schedule);
    return BatchCodec.encode(calls.toBatch(2, TaskName.parse("a.B::c"), terms, new byte[0]));
  }

  private static Schedule travelled(Schedule schedule) {
    Batch batch = BatchCodec.decode(batch(schedule));
    return batch.terms().schedule();
  }

  @Test
  void timesShouldComeBackAsTheyWere() {
    Schedule due = Schedule.atOnce().dueAt(DUE);

    assertThat(travelled(due)).isEqualTo(due);
    assertThat(travelled(due.expiringAt(EXPIRES))).isEqualTo(due.expiringAt(EXPIRES));
    assertThat(travelled(Schedule.atOnce().expiringAt(EXPIRES)))
        .isEqualTo(Schedule.atOnce().expiringAt(EXPIRES));
    assertThat(Samples.text(batch(due))).contains(",\"due\":1767268800000}");
  }

  @Test
  void batchWithoutTimesShouldBeNoLonger() {
    assertThat(travelled(Schedule.atOnce())).isSameAs(Schedule.atOnce());
    assertThat(Samples.text(batch(Schedule.atOnce())))
        .doesNotContain("due")
        .doesNotContain("expires");
  }

  @Test
  void timeThatIsNoneShouldBeRefused() {
    String text = Samples.text(batch(Schedule.atOnce().dueAt(DUE)));

    for (String wrong : new String[] {"\"1767268800000\"", "1.5", "true", "1e400"}) {
      byte[] bytes = Samples.bytes(text.replace("1767268800000", wrong));
      assertThatThrownBy(() -> BatchCodec.decode(bytes))
          .as(wrong)
          .isInstanceOf(MalformedMessageException.class);
    }
  }

  @Test
  void expiredOutcomeShouldTellWhenThatWas() {
    OutcomeWriter writer = new OutcomeWriter("h", 1);
    writer.add(new Outcome.Expired(17, EXPIRES));
    byte[] message = writer.take(4);

    assertThat(OutcomeReader.read(message).outcomes())
        .containsExactly(new Outcome.Expired(17, EXPIRES));
    assertThat(Samples.text(message)).endsWith("17 expired 1767268860000\n");
    byte[] wrong = Samples.bytes(Samples.text(message).replace("1767268860000", "\"noon\""));
    assertThatThrownBy(() -> OutcomeReader.read(wrong))
        .isInstanceOf(MalformedMessageException.class);
  }
}
