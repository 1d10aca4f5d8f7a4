package dev.warren.worker.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

  private long now = 5;
  private final Pace pace = new Pace(() -> now);

  private void passes(Duration time) {
    now += time.toNanos();
  }

  private void runs(Duration time) {
    pace.begun();
    passes(time);
    pace.ended(time.toNanos());
  }

  @Test
  void nothingShouldBeKnownAtFirst() {
    assertThat(pace.perBatch()).isZero();
    pace.begun();
    assertThat(pace.perBatch()).isZero();
  }

  @Test
  void itShouldFollowWhatWasMeasuredLately() {
    runs(Duration.ofSeconds(1));
    assertThat(pace.perBatch()).isEqualTo(Duration.ofSeconds(1));

    for (int i = 0; i < 50; i++) {
      runs(Duration.ofSeconds(3));
    }
    assertThat(pace.perBatch()).isBetween(Duration.ofMillis(2_999), Duration.ofSeconds(3));
  }

  @Test
  void whatDoesNotEndShouldTakeAsLongAsNothingHasEnded() {
    runs(Duration.ofMillis(1));
    passes(Duration.ofHours(1));
    assertThat(pace.perBatch()).as("nothing ran").isEqualTo(Duration.ofMillis(1));

    pace.begun();
    passes(Duration.ofMinutes(2));
    assertThat(pace.perBatch()).isEqualTo(Duration.ofMinutes(2));

    runs(Duration.ofMillis(1));
    assertThat(pace.perBatch()).as("another has ended").isEqualTo(Duration.ofMillis(1));
    passes(Duration.ofMinutes(1));
    assertThat(pace.perBatch()).isEqualTo(Duration.ofMinutes(1));
  }
}
