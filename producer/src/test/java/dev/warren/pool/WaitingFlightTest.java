package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.codec.CallWriter;
import dev.warren.task.HostOrder;
import dev.warren.task.Schedule;
import dev.warren.task.Terms;
import dev.warren.topology.DelayLevels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Flights that wait for their time, and what they leave to others. */
@Timeout(20)
class WaitingFlightTest {

  private final List<Recorder> calls = new ArrayList<>();
  private final FakeWorkers workers = new FakeWorkers(1, 10_000_000);

  @AfterEach
  void stop() {
    workers.close();
  }

  private static Terms in(Duration delay) {
    return Terms.ofDefaults().withSchedule(Schedule.atOnce().dueAt(Instant.now().plus(delay)));
  }

  private Flight flight(int size, Terms terms) {
    Draft draft = new Draft(FakeWorkers.TASK, 100);
    for (int i = 0; i < size; i++) {
      calls.add(new Recorder());
      draft.add(calls.get(i), i);
    }
    return draft.toFlight(7, terms);
  }

  @Test
  void flightShouldWaitForWhatIsLeftOfItsDelay() {
    assertThat(flight(1, in(Duration.ofHours(1))).delay())
        .isBetween(Duration.ofMinutes(59), Duration.ofHours(1).plus(Schedule.GRID));
    assertThat(flight(1, in(Duration.ofHours(1))).waits()).isTrue();
    assertThat(flight(1, in(Duration.ofHours(-1))).delay()).isZero();
    assertThat(flight(1, in(Duration.ofHours(-1))).waits()).isFalse();
    assertThat(flight(1, Terms.ofDefaults()).delay()).isZero();
  }

  /** Then the clock was set back. */
  @Test
  void flightShouldNotWaitForLongerThanAnythingCan() {
    assertThat(flight(1, in(Duration.ofDays(4_000))).delay()).isEqualTo(DelayLevels.LONGEST);
  }

  @Test
  void sleepingFlightShouldEndWithItsLastCancelledCall() {
    Flight flight = flight(2, in(Duration.ofHours(1)));
    flight.message();
    assertThat(flight.isAsleep()).isTrue();

    assertThat(flight.cancel(100, false)).isTrue();
    assertThat(flight.endIfUnwanted()).isFalse();
    assertThat(flight.isDone()).isFalse();
    assertThat(flight.cancel(101, false)).isTrue();
    assertThat(flight.endIfUnwanted()).isTrue();

    assertThat(flight.isDone()).isTrue();
    assertThat(flight.endIfUnwanted()).isFalse();
  }

  @Test
  void flightThatAHostHasAskedForShouldNotEndWithoutItsAnswer() {
    Flight flight = flight(1, in(Duration.ofHours(1)));
    flight.message();
    flight.foundAt("control");

    assertThat(flight.isAsleep()).isFalse();
    assertThat(flight.cancel(100, true)).isTrue();

    assertThat(flight.endIfUnwanted()).isFalse();
    assertThat(flight.order().andBegin(7))
        .isEqualTo(new HostOrder(List.of(100L), List.of(), 0, List.of(7L), List.of()));
  }

  /** A copy may run that answers on the reply queue of an earlier connection. */
  @Test
  void flightThatIsSentAgainWhenItIsDueShouldNotBeAsleep() {
    Flight flight = flight(1, in(Duration.ofMillis(1)));
    assertThat(flight.waits()).isTrue();
    flight.message();
    await().until(() -> flight.delay().isZero());
    assertThat(flight.isAsleep()).isTrue();

    flight.message();

    assertThat(flight.isAsleep()).isFalse();
  }

  @Test
  void flightThatIsSentAgainEarlierShouldEndWithItsCallsButTellOfIt() {
    Flight flight = flight(1, in(Duration.ofHours(1)));
    flight.message();
    assertThat(flight.isAsleepInOnePlace()).isTrue();
    flight.message();

    assertThat(flight.isAsleepInOnePlace()).isFalse();
    flight.cancel(100, true);
    assertThat(flight.endIfUnwanted()).isTrue();
  }

  /** It was cancelled while the question was under way. */
  @Test
  void flightThatHasEndedShouldNotBegin() {
    Flight flight = flight(1, in(Duration.ofHours(1)));
    flight.message();
    flight.cancel(100, true);
    flight.endIfUnwanted();

    assertThat(HostOrders.answer(flight, 7, "control")).isEqualTo(HostOrder.dropping(List.of(7L)));
  }

  @Test
  void flightThatDoesNotWaitShouldNeverBeAsleep() {
    Flight flight = flight(1, Terms.ofDefaults());
    flight.message();
    flight.cancel(100, false);

    assertThat(flight.isAsleep()).isFalse();
    assertThat(flight.endIfUnwanted()).isFalse();
  }

  @Test
  void flightsThatWaitShouldTakeNoPlaceOfOthers() {
    Terms later = in(Duration.ofHours(1));
    int window = new Slots(1).window();
    for (int i = 0; i < 3 * window; i++) {
      apply(i, later);
    }
    apply("now", Terms.ofDefaults());
    workers.dispatcher.start();

    List<Flight> sent = IntStream.rangeClosed(0, 3 * window).mapToObj(i -> workers.next()).toList();

    assertThat(sent).extracting(Flight::waits).containsOnlyOnce(false);
    assertThat(workers.dispatcher.flights()).hasSize(3 * window + 1);
  }

  @Test
  void callsThatAreDueTogetherShouldTravelTogether() {
    for (int i = 0; i < 10; i++) {
      workers.sizer.measured(FakeWorkers.TASK.name(), 100, 100, 1_000);
    }
    Terms later = in(Duration.ofHours(1));
    Terms evenLater = in(Duration.ofHours(2));
    for (int i = 0; i < 64; i++) {
      apply(i, later);
      apply(-i, evenLater);
    }
    workers.dispatcher.start();

    Flight one = workers.next();
    Flight other = workers.next();

    assertThat(FakeWorkers.batch(one).size()).isGreaterThan(1);
    assertThat(FakeWorkers.batch(one).terms()).isEqualTo(later);
    assertThat(FakeWorkers.batch(other).terms()).isEqualTo(evenLater);
  }

  private void apply(Object argument, Terms terms) {
    workers.dispatcher.apply(FakeWorkers.TASK, terms, new Recorder(), CallWriter.encode(argument));
  }
}
