package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.CallWriter;
import dev.warren.task.Attempt;
import dev.warren.task.Batch;
import dev.warren.task.Ending;
import dev.warren.task.TaskEvent;
import dev.warren.task.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a producer does about calls that wait on the broker for another attempt. */
@Timeout(20)
class RetriedFlightTest {

  private static final Instant DUE = Instant.ofEpochSecond(1_000_000);

  private final List<Handle<Object>> handles = new ArrayList<>();

  private Flight flight(int size) {
    Draft draft = new Draft(FakeWorkers.TASK, 100);
    for (int i = 0; i < size; i++) {
      Handle<Object> handle = new Handle<>(new Callbacks());
      handles.add(handle);
      draft.add(handle, i);
    }
    Flight flight = draft.toFlight(7, Terms.ofDefaults());
    flight.board();
    return flight;
  }

  private static TaskEvent.Retrying retrying(long id, int ended) {
    Ending failed = new Ending.Failed("a.B", "no");
    return new TaskEvent.Retrying(
        id, DUE, new Attempt(ended, Instant.EPOCH, Duration.ofMillis(3), "far", 5, failed));
  }

  @Test
  void theHandleTellsOfEarlierAttempts() {
    Flight flight = flight(2);

    flight.retrying(retrying(101, 1));
    flight.retrying(retrying(101, 2));
    flight.retrying(retrying(101, 2));

    assertThat(handles.get(1).attempts()).extracting(Attempt::number).containsExactly(1, 2);
    assertThat(handles.get(0).attempts()).isEmpty();
  }

  @Test
  void aCallThatWaitsIsSentAgainWithItsHistoryAndNoSooner() {
    Flight flight = flight(3);
    flight.message();
    flight.retrying(retrying(101, 1));

    Batch rest = BatchCodec.decode(flight.message());
    List<Flight.Letter> waiting = flight.waitingAgain(DUE.minusSeconds(5));

    assertThat(rest.size()).isEqualTo(2);
    assertThat(rest.indexOf(101)).isEqualTo(-1);
    assertThat(waiting).hasSize(1);
    assertThat(waiting.get(0).delay()).isEqualTo(Duration.ofSeconds(5));
    Batch again = BatchCodec.decode(waiting.get(0).body());
    assertThat(again.id()).isEqualTo(7);
    assertThat(again.taskId(0)).isEqualTo(101);
    assertThat(again.terms().attempt()).isEqualTo(2);
    assertThat(flight.waitingAgain(DUE.plusSeconds(5)).get(0).delay()).isZero();
  }

  @Test
  void whatHasItsOutcomeWaitsNoMore() {
    Flight flight = flight(1);
    flight.message();
    flight.retrying(retrying(100, 1));
    assertThat(flight.message()).isEmpty();

    flight.take(100);
    flight.retrying(retrying(100, 2));

    assertThat(flight.waitingAgain(DUE)).isEmpty();
    assertThat(flight.isDone()).isTrue();
  }

  @Test
  void nobodyKnowsWhichHostTakesTheNextAttempt() {
    Flight flight = flight(2);
    flight.message();
    flight.foundAt("control");
    assertThat(flight.host()).isEqualTo("control");

    flight.retrying(retrying(100, 1));

    assertThat(flight.host()).isEmpty();
  }

  @Test
  void aFlightRestsWhileAllItsCallsWait() {
    Flight flight = flight(2);
    flight.retrying(retrying(100, 1));
    assertThat(flight.isResting()).isFalse();

    flight.take(101);

    assertThat(flight.isResting()).isTrue();
    flight.take(100);
    assertThat(flight.isResting()).isFalse();
  }

  @Test
  void restingFlightsTakeNoPlaceInTheWindow() {
    try (FakeWorkers workers = new FakeWorkers(1, 1 << 20)) {
      int window = new Slots(1).window();
      for (int i = 0; i < 2 * window; i++) {
        workers.dispatcher.apply(
            FakeWorkers.TASK, Terms.ofDefaults(), new Recorder(), CallWriter.encode(i));
      }
      workers.dispatcher.start();
      List<Flight> first = new ArrayList<>();
      for (int i = 0; i < window; i++) {
        first.add(workers.next());
      }

      for (Flight each : first) {
        long id = FakeWorkers.batch(each).taskId(0);
        each.retrying(retrying(id, 1));
        workers.dispatcher.landed(each);
      }

      assertThat(workers.next()).as("one more").isNotNull();
    }
  }
}
