package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.codec.CallWriter;
import dev.warren.task.Terms;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class ApplyLaneTest {

  private static final int BUFFER = 1_000_000;

  private final SendBuffer buffer = new SendBuffer(BUFFER);
  private final List<Recorder> calls = new ArrayList<>();

  private ApplyLane lane(int chunkSize) {
    return new ApplyLane(FakeWorkers.TASK, Terms.ofDefaults(), chunkSize, buffer);
  }

  private void add(ApplyLane lane, Object argument) {
    byte[] arguments = CallWriter.encode(argument);
    buffer.acquire(SendBuffer.cost(arguments));
    calls.add(new Recorder());
    lane.add(calls.get(calls.size() - 1), arguments);
  }

  private static Draft draft() {
    return new Draft(FakeWorkers.TASK, 0);
  }

  /** Passes only if there is nothing in the buffer. */
  private void assertBufferEmpty() {
    buffer.acquire(BUFFER + 1);
    buffer.release(BUFFER + 1);
  }

  @Test
  void givesCallsInOrderAndTheirRoomBack() {
    ApplyLane lane = lane(0);
    for (int i = 0; i < 5; i++) {
      add(lane, i);
    }
    assertThat(lane.ready()).isEqualTo(5);

    Draft first = draft();
    lane.fill(first, 3);
    assertThat(FakeWorkers.arguments(first.toFlight(1, Terms.ofDefaults())))
        .containsExactly(0, 1, 2);
    assertThat(lane.ready()).isEqualTo(2);
    Draft second = draft();
    lane.fill(second, 3);

    assertThat(FakeWorkers.arguments(second.toFlight(2, Terms.ofDefaults()))).containsExactly(3, 4);
    assertBufferEmpty();
  }

  @Test
  void waitsForAWholeChunkUntilItsEnd() {
    ApplyLane lane = lane(3);
    add(lane, 0);
    add(lane, 1);
    assertThat(lane.ready()).isZero();
    add(lane, 2);
    assertThat(lane.ready()).isEqualTo(3);
    add(lane, 3);
    lane.fill(draft(), 3);
    assertThat(lane.ready()).isZero();

    lane.end();

    assertThat(lane.ready()).isEqualTo(1);
    assertThat(lane.isExhausted()).isFalse();
    lane.fill(draft(), 3);
    assertThat(lane.isExhausted()).isTrue();
    assertBufferEmpty();
  }

  @Test
  void doesNotWaitForAChunkThatNoMessageTakesWhole() {
    ApplyLane lane = lane(1_000);
    add(lane, "x".repeat(Draft.FULL_BYTES - 100));
    assertThat(lane.ready()).isZero();

    add(lane, "x".repeat(100));

    assertThat(lane.ready()).isEqualTo(2);
    Draft draft = draft();
    lane.fill(draft, 1_000);
    assertThat(draft.size()).isEqualTo(2);
    add(lane, 1);
    assertThat(lane.ready()).isZero();
  }

  @Test
  void flushingLetsAPartOfAChunkGo() {
    ApplyLane lane = lane(3);
    add(lane, 0);
    lane.flush();
    add(lane, 1);
    assertThat(lane.ready()).isEqualTo(1);

    lane.fill(draft(), 3);

    add(lane, 2);
    assertThat(lane.ready()).isZero();
  }

  @Test
  void stopsWhenTheDraftIsFull() {
    ApplyLane lane = lane(0);
    for (int i = 0; i < 4; i++) {
      add(lane, "x".repeat(Draft.FULL_BYTES / 2));
    }

    Draft draft = draft();
    lane.fill(draft, 4);

    assertThat(draft.size()).isEqualTo(2);
    assertThat(lane.ready()).isEqualTo(2);
  }

  @Test
  void failureEndsWhatWaitsAndGivesItsRoomBack() {
    ApplyLane lane = lane(0);
    add(lane, 0);
    add(lane, 1);

    lane.fail(new IllegalStateException("over"));

    assertThat(calls).allSatisfy(call -> assertThatThrownBy(call::get).hasMessage("over"));
    assertThat(lane.isExhausted()).isTrue();
    assertBufferEmpty();
  }

  @Test
  void cancelledCallsAreLeftOutAndGiveTheirRoomBack() {
    ApplyLane lane = lane(0);
    add(lane, 0);
    Handle<Object> cancelled = new Handle<>(new Callbacks());
    byte[] arguments = CallWriter.encode(1);
    buffer.acquire(SendBuffer.cost(arguments));
    lane.add(cancelled, arguments);
    cancelled.cancel(false);
    add(lane, 2);
    Draft draft = draft();

    lane.fill(draft, 3);

    assertThat(FakeWorkers.arguments(draft.toFlight(1, Terms.ofDefaults()))).containsExactly(0, 2);
    assertThat(lane.ready()).isZero();
    assertBufferEmpty();
  }
}
