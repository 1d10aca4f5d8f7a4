package dev.warren.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.task.Failure;
import dev.warren.task.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeWriterTest {

  private static final ValueCodec ANY = ValueCodec.of(Object.class);

  private final OutcomeWriter writer = new OutcomeWriter("h", 3);

  @Test
  void takingEmptiesIt() {
    writer.succeeded(1, 5, ANY, 10);
    writer.succeeded(2, null, ANY, 20);
    assertThat(writer.count()).isEqualTo(2);

    String message = Samples.text(writer.take(7));

    assertThat(message)
        .isEqualTo(
            """
            {"v":1,"batch":7,"host":"h","pid":3,"nanos":30,"count":2}
            1 ok 5
            2 ok null
            """);
    assertThat(writer.count()).isZero();
    assertThat(writer.size()).isZero();
    assertThat(OutcomeReader.read(writer.take(8)).nanos()).isZero();
  }

  @Test
  void anUnencodableValueLeavesItAsItWas() {
    writer.succeeded(1, 5, ANY, 10);
    int size = writer.size();

    assertThatThrownBy(() -> writer.succeeded(2, new Samples.Broken(), ANY, 10))
        .isInstanceOf(UnencodableException.class)
        .hasMessageContaining("second");
    assertThatThrownBy(() -> writer.succeeded(2, List.of(5L), ANY, 10))
        .isInstanceOf(UnencodableException.class);

    assertThat(writer.size()).isEqualTo(size);
    writer.failed(2, new IllegalStateException("instead"), 1);
    OutcomeGroup group = OutcomeReader.read(writer.take(1));
    assertThat(group.nanos()).isEqualTo(11);
    assertThat(group.outcomes()).extracting(Outcome::id).containsExactly(1L, 2L);
    assertThat(((Outcome.Failed) group.outcomes().get(1)).failure().message()).isEqualTo("instead");
  }

  @Test
  void writesTheLargestFailureThereIs() {
    Throwable deep = new IllegalStateException("\0".repeat(Failure.MAX_MESSAGE + 1));
    for (int i = 0; i < 30; i++) {
      deep = new IllegalStateException("\0".repeat(Failure.MAX_MESSAGE + 1), deep);
    }

    writer.failed(1, deep, 0);

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
