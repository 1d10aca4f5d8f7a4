package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.pool.Whereabouts.Place;
import org.junit.jupiter.api.Test;

class WhereaboutsTest {

  private static final long LEASE = Sweep.LEASE_NANOS;

  private final Whereabouts batch = new Whereabouts();

  @Test
  void goesFromTheProgramOverTheQueueToAHost() {
    assertThat(batch.place(0)).isEqualTo(Place.ON_ITS_WAY);
    batch.queued(1);
    assertThat(batch.place(1)).isEqualTo(Place.QUEUED);
    batch.held(2);
    assertThat(batch.place(2)).isEqualTo(Place.HELD);
  }

  @Test
  void aConfirmThatComesAfterTheHostsWordChangesNothing() {
    batch.held(1);
    batch.queued(2);

    assertThat(batch.place(2)).isEqualTo(Place.HELD);
    assertThat(batch.lastSign()).isEqualTo(1);
  }

  @Test
  void aLeaseThatIsNotRenewedEnds() {
    batch.held(1);

    assertThat(batch.place(LEASE)).isEqualTo(Place.HELD);
    assertThat(batch.place(LEASE + 1)).isEqualTo(Place.QUEUED);
  }

  @Test
  void whatRestsIsNotHeldByTheWordOfWhoHadItBefore() {
    batch.held(1);
    batch.restsUntil(100);
    batch.held(2);

    assertThat(batch.place(99)).isEqualTo(Place.RESTING);
    assertThat(batch.isSilent(99, 0)).isFalse();
    assertThat(batch.place(100)).isEqualTo(Place.QUEUED);
    batch.held(101);
    assertThat(batch.place(101)).isEqualTo(Place.HELD);
  }

  @Test
  void whatIsLostIsOnItsWayAgainAndCounted() {
    batch.queued(1);

    assertThat(batch.lose()).isEqualTo(1);
    assertThat(batch.place(2)).isEqualTo(Place.ON_ITS_WAY);
    assertThat(batch.isSilent(1_000, 0)).isFalse();
    assertThat(batch.lose()).isEqualTo(2);
  }
}
