package dev.warren.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.task.Failure;
import dev.warren.task.Outcome;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutcomeWriterTest {

  private static final ValueCodec ANY = ValueCodec.of(Object.class);

  private final OutcomeWriter writer = new OutcomeWriter("h", 3);

  @Test
  void takingEmptiesIt() {
    writer.add(new Outcome.Succeeded(1, ANY.write(5)), 10);
    writer.add(new Outcome.Succeeded(2, ANY.write(null)), 20);
    assertThat(writer.count()).isEqualTo(2);

    String message = Samples.text(writer.take(7));

    assertThat(message)
        .isEqualTo(
            """
            {"v":3,"batch":7,"host":"h","pid":3,"nanos":30,"count":2}
            1 ok 5
            2 ok null
            """);
    assertThat(writer.count()).isZero();
    assertThat(writer.size()).isZero();
    assertThat(OutcomeReader.read(writer.take(8)).nanos()).isZero();
  }

  @Test
  void timesAreAddedUp() {
    writer.add(new Outcome.Succeeded(1, ANY.write(5)), 10);
    writer.add(new Outcome.Failed(2, Failure.of(new IllegalStateException("no"))), 1);
    writer.add(new Outcome.Rejected(3, "never ran"));

    OutcomeGroup group = OutcomeReader.read(writer.take(1));

    assertThat(group.nanos()).isEqualTo(11);
    assertThat(group.outcomes()).extracting(Outcome::id).containsExactly(1L, 2L, 3L);
  }

  @Test
  void whatCameBeforeBelongsToOneMessage() {
    Instant start = Instant.ofEpochMilli(5_000);
    writer.after(Samples.TERMS.history());
    writer.startedAt(start);
    writer.startedAt(start.plusSeconds(1));
    writer.add(new Outcome.Failed(2, Failure.of(new IllegalStateException("no"))), 1);

    OutcomeGroup group = OutcomeReader.read(writer.take(1));
    OutcomeGroup next = OutcomeReader.read(writer.take(1));

    assertThat(group.history()).isEqualTo(Samples.TERMS.history());
    assertThat(group.startedAt()).contains(start);
    assertThat(group.attempt()).isEqualTo(5);
    assertThat(next.history()).isEmpty();
    assertThat(next.startedAt()).isEmpty();
    assertThat(next.attempt()).isEqualTo(1);
  }

  @Test
  void writesTheLargestFailureThereIs() {
    Throwable deep = new IllegalStateException("\0".repeat(Failure.MAX_MESSAGE + 1));
    for (int i = 0; i < 30; i++) {
      deep = new IllegalStateException("\0".repeat(Failure.MAX_MESSAGE + 1), deep);
    }

    writer.add(new Outcome.Failed(1, Failure.of(deep)));

    assertThat(writer.size()).isLessThan(ValueCodec.MAX_BYTES);
    assertThat(OutcomeReader.read(writer.take(1)).outcomes()).hasSize(1);
  }

  @Test
  void writesHalfAPairOfSurrogatesInAReason() {
    writer.add(new Outcome.Rejected(1, "x\ud800"));

    assertThat(OutcomeReader.read(writer.take(1)).outcomes())
        .containsExactly(new Outcome.Rejected(1, "x\ud800"));
  }

  @Test
  void passesOnAValueThatIsJsonAlready() {
    writer.add(new Outcome.Succeeded(1, Samples.bytes("{\"a\":1}")));

    assertThat(Samples.text(writer.take(1))).endsWith("\n1 ok {\"a\":1}\n");
  }
}
