package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.task.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A batch on its way, in seconds: what is heard of it, and what of that proves that it is lost. */
class SweepTest {

  private final List<Long> markers = new ArrayList<>();
  private final List<Flight> flights = new ArrayList<>();
  private long now = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(15); // It may overflow any time.
  private final Sweep sweep = new Sweep(() -> now, markers::add);

  private Flight sent() {
    Draft draft = new Draft(FakeWorkers.TASK, 0);
    draft.add(new Recorder(), flights.size());
    Flight flight = draft.toFlight(flights.size(), Terms.ofDefaults());
    flights.add(flight);
    return flight;
  }

  private Flight confirmed() {
    Flight flight = sent();
    flight.whereabouts().queued(now);
    return flight;
  }

  /** Lets time pass, with a look every five seconds. */
  private List<Flight> seconds(int more) {
    List<Flight> lost = new ArrayList<>();
    for (int i = 0; i < more; i += 5) {
      now += TimeUnit.SECONDS.toNanos(5);
      List<Flight> found = sweep.look(flights);
      found.forEach(each -> each.whereabouts().lose());
      lost.addAll(found);
    }
    return lost;
  }

  @Test
  void shortTasksNeverCauseAMarker() {
    for (int i = 0; i < 100; i++) {
      confirmed();
      seconds(5);
      flights.clear();
    }

    assertThat(markers).isEmpty();
  }

  @Test
  void aBatchThatIsNotConfirmedIsTheConnectionsBusiness() {
    sent();

    assertThat(seconds(3_600)).isEmpty();
    assertThat(markers).isEmpty();
  }

  @Test
  void aBatchThatAHostHoldsIsLeftThereHoweverLong() {
    Flight held = confirmed();
    for (int i = 0; i < 1_000; i++) {
      held.whereabouts().held(now);
      assertThat(seconds(5)).isEmpty();
    }

    assertThat(markers).isEmpty();
  }

  @Test
  void aBatchBehindABacklogIsQueuedWhileNoMarkerComesBack() {
    confirmed();

    assertThat(seconds(3_600)).isEmpty();

    assertThat(markers).as("about one a minute").hasSizeBetween(55, 65);
  }

  @Test
  void aBatchThatWasPurgedIsLostOnceAMarkerBehindItHasPassed() {
    Flight purged = confirmed();
    seconds(10);
    assertThat(markers).containsExactly(1L);

    sweep.passed(1);

    assertThat(seconds(25)).isEmpty();
    assertThat(seconds(5)).containsExactly(purged);
    assertThat(markers).containsExactly(1L);
  }

  @Test
  void aBatchThatIsHeardOfAfterItsMarkerIsNotLost() {
    Flight taken = confirmed();
    seconds(10);
    sweep.passed(1);
    seconds(25);

    taken.whereabouts().held(now);

    assertThat(seconds(5)).isEmpty();
  }

  @Test
  void aMarkerProvesNothingOfWhatWasHeardOfLater() {
    Flight early = confirmed();
    seconds(10);
    Flight late = confirmed();
    sweep.passed(1);

    assertThat(seconds(30)).containsExactly(early);
    sweep.passed(2);
    assertThat(seconds(30)).containsExactly(late);
  }

  @Test
  void aMarkerThatIsPurgedAsWellIsFollowedByAnother() {
    Flight purged = confirmed();
    seconds(30);
    assertThat(markers).containsExactly(1L, 2L);

    sweep.passed(2);
    sweep.passed(1);

    assertThat(seconds(30)).containsExactly(purged);
  }

  @Test
  void aBatchThatIsSentAgainNeedsAnotherProof() {
    Flight flight = confirmed();
    seconds(10);
    sweep.passed(1);
    assertThat(seconds(30)).containsExactly(flight);

    flight.whereabouts().sent();
    flight.whereabouts().queued(now);

    assertThat(seconds(60)).isEmpty();
  }

  @Test
  void aHostThatDiesWithABatchCausesACopyOnlyAfterItsLease() {
    Flight held = confirmed();
    seconds(5);
    held.whereabouts().held(now);
    assertThat(seconds(10)).isEmpty();
    sweep.passed(1);

    assertThat(seconds(30)).containsExactly(held);
  }

  @Test
  void aBatchThatRestsIsLeftAloneUntilItIsDue() {
    Flight resting = confirmed();
    resting.whereabouts().restsUntil(now + TimeUnit.HOURS.toNanos(1));

    assertThat(seconds(3_600)).isEmpty();
    assertThat(markers).isEmpty();
    seconds(10);
    sweep.passed(1);
    assertThat(seconds(30)).containsExactly(resting);
  }

  @Test
  void aSilenceThatTheBrokerHasOrderedDoesNotCount() {
    Flight flight = confirmed();
    Flight unconfirmed = sent();
    seconds(5);
    flights.forEach(each -> each.whereabouts().excuse(now));

    seconds(5);

    assertThat(markers).isEmpty();
    assertThat(flight.whereabouts().isSilent(now, 1)).isTrue();
    assertThat(unconfirmed.whereabouts().isSilent(now, 1)).isFalse();
  }

  @Test
  void markersOfAnEarlierConnectionProveNothing() {
    confirmed();
    seconds(10);
    sweep.reset();
    sweep.passed(1);

    assertThat(seconds(30)).isEmpty();
    assertThat(markers).hasSizeGreaterThan(1);
  }

  @Test
  void manyMarkersThatPassAreNotKept() {
    Flight flight = confirmed();
    for (int i = 0; i < 500; i++) {
      flight.whereabouts().held(now);
      seconds(10);
      markers.forEach(sweep::passed);
      markers.clear();
    }

    assertThat(sweep.look(flights)).isEmpty();
    assertThat(sweep.kept()).isLessThan(10);
  }
}
