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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a producer does about calls that wait on the broker for another attempt. */
@Timeout(20)
class RetriedFlightTest {

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
    return retrying(id, ended, Duration.ofSeconds(1_000));
  }

  /** From a host whose clock is decades slow. */
  private static TaskEvent.Retrying retrying(long id, int ended, Duration pause) {
    Ending failed = new Ending.Failed("a.B", "no");
    Duration took = Duration.ofMillis(3);
    return new TaskEvent.Retrying(
        id,
        Instant.EPOCH.plus(took).plus(pause),
        new Attempt(ended, Instant.EPOCH, took, "far", 5, failed));
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
    Flight.Letter waiting = flight.waitingAgain(1).orElseThrow();

    assertThat(rest.size()).isEqualTo(2);
    assertThat(rest.indexOf(101)).isEqualTo(-1);
    assertThat(flight.waiting()).containsExactly(1);
    assertThat(waiting.delay()).isBetween(Duration.ofSeconds(900), Duration.ofSeconds(1_000));
    Batch again = BatchCodec.decode(waiting.body());
    assertThat(again.id()).isEqualTo(7);
    assertThat(again.taskId(0)).isEqualTo(101);
    assertThat(again.terms().attempt()).isEqualTo(2);
    flight.retrying(retrying(101, 2, Duration.ZERO));
    assertThat(flight.waitingAgain(1).orElseThrow().delay()).isZero();
  }

  @Test
  void whatHasItsOutcomeWaitsNoMore() {
    Flight flight = flight(1);
    flight.message();
    flight.retrying(retrying(100, 1));
    assertThat(flight.message()).isEmpty();

    flight.take(100);
    flight.retrying(retrying(100, 2));

    assertThat(flight.waiting()).isEmpty();
    assertThat(flight.waitingAgain(0)).isEmpty();
    assertThat(flight.isDone()).isTrue();
  }

  @Test
  void whatWaitsIsNotMissedByTheClockOfItsHost() {
    Flight flight = flight(1);
    flight.message();

    flight.retrying(retrying(100, 1));

    assertThat(flight.whereabouts().place(System.nanoTime() + TimeUnit.SECONDS.toNanos(999)))
        .isEqualTo(Whereabouts.Place.RESTING);
  }

  @Test
  void cancelledCallsEndBeforeTheirNextAttemptIsDue() {
    Flight flight = flight(2);
    flight.message();
    flight.foundAt("control");
    flight.retrying(retrying(100, 1));
    assertThat(flight.cancel(100, true)).isTrue();
    assertThat(flight.endIfUnwanted()).as("the other one runs").isFalse();
    flight.retrying(retrying(101, 1));
    assertThat(flight.cancel(101, true)).isTrue();

    assertThat(flight.isAsleepInOnePlace()).as("there may be copies").isFalse();
    assertThat(flight.endIfUnwanted()).isTrue();

    assertThat(flight.isDone()).isTrue();
  }

  @Test
  void cancelledCallsWhoseNextAttemptMayHaveBegunAreItsHostsToEnd() {
    Flight flight = flight(1);
    flight.message();
    flight.retrying(retrying(100, 1, Duration.ZERO));
    assertThat(flight.cancel(100, true)).isTrue();

    assertThat(flight.endIfUnwanted()).isFalse();
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
