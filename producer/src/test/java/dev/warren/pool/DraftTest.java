package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.codec.CallWriter;
import dev.warren.codec.UnencodableException;
import dev.warren.codec.ValueCodec;
import dev.warren.lambda.TaskRef;
import dev.warren.task.Batch;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import org.junit.jupiter.api.Test;

class DraftTest {

  private final Draft draft = new Draft(FakeWorkers.TASK, 10);
  private final Recorder good = new Recorder();
  private final Recorder bad = new Recorder();

  @Test
  void aCallThatCannotTravelFailsAndIsNotAdded() {
    draft.add(bad, new Object());
    draft.add(good, 1);

    assertThat(draft.size()).isEqualTo(1);
    assertThatThrownBy(bad::get).isInstanceOf(UnencodableException.class);
    Flight flight = draft.toFlight(1, Terms.ofDefaults());
    assertThat(FakeWorkers.arguments(flight)).containsExactly(1);
    assertThat(flight.take(10)).isSameAs(good);
  }

  @Test
  void idsGoUpCallByCall() {
    draft.addEncoded(good, CallWriter.encode("a"));
    draft.add(bad, "b");

    Batch batch = FakeWorkers.batch(draft.toFlight(1, Terms.ofDefaults()));

    assertThat(batch.taskId(0)).isEqualTo(10);
    assertThat(batch.taskId(1)).isEqualTo(11);
  }

  @Test
  void isFullAtItsBytes() {
    byte[] arguments = CallWriter.encode("x".repeat(Draft.FULL_BYTES / 2));

    draft.addEncoded(good, arguments);
    assertThat(draft.isFull()).isFalse();
    draft.addEncoded(good, arguments);
    assertThat(draft.isFull()).isTrue();
  }

  @Test
  void capturedValuesLeaveLessRoomForArguments() {
    byte[] captured = CallWriter.encode("x".repeat(ValueCodec.MAX_BYTES - 1_000));
    Draft narrow =
        new Draft(
            new TaskRef(TaskName.parse("a.B::c"), captured, null, ValueCodec.of(Object.class)), 0);
    String large = "x".repeat(2_000);

    narrow.add(bad, large);
    assertThatThrownBy(bad::get).isInstanceOf(UnencodableException.class);
    Recorder encodedBefore = new Recorder();
    narrow.addEncoded(encodedBefore, CallWriter.encode(large));
    assertThatThrownBy(encodedBefore::get).isInstanceOf(UnencodableException.class);
    narrow.add(good, "x".repeat(500));
    assertThat(narrow.size()).isEqualTo(1);
  }

  /** Out of memory, for example: the call is in no lane any more, and in no batch yet. */
  @Test
  void aCallThatBreaksThePoolEndsWithIt() {
    assertThatThrownBy(() -> draft.addEncoded(bad, null)).isInstanceOf(NullPointerException.class);

    assertThatThrownBy(bad::get).isInstanceOf(PoolTerminatedException.class);
    assertThat(draft.size()).isZero();
  }
}
