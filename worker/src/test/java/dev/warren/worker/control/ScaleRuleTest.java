package dev.warren.worker.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.spi.SlotRange;
import dev.warren.worker.control.ScaleRule.Sight;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleRuleTest {

  private long now = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos(); // It may wrap.
  private final ScaleRule rule = new ScaleRule(new SlotRange(1, 10));

  private int slots(int slots, int busy, long waiting, double secondsPerBatch) {
    return slots(slots, busy, waiting, secondsPerBatch, false);
  }

  private int slots(int slots, int busy, long waiting, double secondsPerBatch, boolean jobs) {
    Duration perBatch = Duration.ofMillis(Math.round(secondsPerBatch * 1_000));
    return rule.slots(new Sight(slots, busy, waiting, perBatch, jobs), now);
  }

  private void passes(Duration time) {
    now += time.toNanos();
  }

  @ParameterizedTest
  @CsvSource({
    // slots, busy, waiting, seconds for each: how many slots
    "1, 1, 0, 5, 1",
    "1, 1, 1, 5, 1", // it is through in time
    "1, 1, 4, 5, 2",
    "1, 1, 5, 5, 3",
    "1, 1, 100, 0.01, 1",
    "1, 1, 3000, 0.01, 3",
    "1, 1, 3, 3600, 4", // no more than there are batches
    "2, 2, 1, 3600, 3",
    "1, 1, 1000, 3600, 10",
    "1, 1, 1, 0, 2", // nothing is known: each may be long
    "1, 0, 3, 0, 3",
    "1, 1, 1000, 0, 10",
  })
  void itShouldGrowAtOnceToWhatEmptiesTheQueueInTime(
      int slots, int busy, long waiting, double perBatch, int expected) {
    assertThat(slots(slots, busy, waiting, perBatch)).isEqualTo(expected);
  }

  @Test
  void itShouldShrinkOnlyWhenItHasNeededFewerForAMinute() {
    assertThat(slots(8, 0, 0, 1)).isEqualTo(8);
    passes(ScaleRule.REST.minusSeconds(1));
    assertThat(slots(8, 0, 0, 1)).isEqualTo(8);
    passes(Duration.ofSeconds(1));
    assertThat(slots(8, 0, 0, 1)).isEqualTo(1);
  }

  @Test
  void itShouldShrinkNoFurtherThanToWhatItHasNeededMeanwhile() {
    assertThat(slots(8, 2, 0, 1)).isEqualTo(8);
    passes(ScaleRule.REST.dividedBy(2));
    assertThat(slots(8, 5, 0, 1)).isEqualTo(8);
    passes(ScaleRule.REST.dividedBy(2));
    assertThat(slots(8, 0, 0, 1)).isEqualTo(5);
  }

  @Test
  void aMomentInWhichAllAreNeededShouldBeginTheMinuteAnew() {
    assertThat(slots(8, 0, 0, 1)).isEqualTo(8);
    passes(ScaleRule.REST.minusSeconds(1));
    assertThat(slots(8, 8, 0, 1)).isEqualTo(8);
    passes(Duration.ofSeconds(1));
    assertThat(slots(8, 0, 0, 1)).isEqualTo(8);
    passes(ScaleRule.REST);
    assertThat(slots(8, 0, 0, 1)).isEqualTo(1);
  }

  @Test
  void slotsThatAreBusyShouldStay() {
    assertThat(slots(4, 4, 1, 0.001)).isEqualTo(4);
    passes(ScaleRule.REST.multipliedBy(2));
    assertThat(slots(4, 4, 1, 0.001)).isEqualTo(4);
  }

  @Test
  void jobsShouldCountAsMoreThanIsSeenOfThemWhileAllAreBusy() {
    assertThat(slots(1, 1, 1, 0.02, true)).isEqualTo(2);
    assertThat(slots(2, 2, 0, 0.02, true)).isEqualTo(3);
    assertThat(slots(3, 2, 1, 0.02, true)).as("one is free").isEqualTo(3);
    assertThat(slots(10, 10, 5, 0.02, true)).isEqualTo(10);
  }

  @Test
  void itShouldStayInItsRange() {
    ScaleRule narrow = new ScaleRule(new SlotRange(2, 3));

    assertThat(narrow.slots(new Sight(2, 0, 0, Duration.ZERO, false), now)).isEqualTo(2);
    assertThat(narrow.slots(new Sight(2, 2, 99, Duration.ZERO, false), now)).isEqualTo(3);
    passes(ScaleRule.REST);
    assertThat(narrow.slots(new Sight(3, 0, 0, Duration.ZERO, false), now)).isEqualTo(3);
    passes(ScaleRule.REST);
    assertThat(narrow.slots(new Sight(3, 0, 0, Duration.ZERO, false), now)).isEqualTo(2);
  }
}
