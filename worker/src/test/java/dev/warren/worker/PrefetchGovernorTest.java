package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrefetchGovernorTest {

  private final PrefetchGovernor governor = new PrefetchGovernor();

  private boolean measure(int times, double millis) {
    boolean changed = false;
    for (int i = 0; i < times; i++) {
      int before = governor.prefetch(3);
      governor.measured((long) (millis * TimeUnit.MILLISECONDS.toNanos(1)));
      changed |= governor.prefetch(3) != before;
    }
    return changed;
  }

  @Test
  void beginsWithOneForEachSlot() {
    assertThat(governor.prefetch(3)).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"1000, 3", "101, 3", "100, 6", "21, 6", "20, 12", "6, 12", "5, 48", "0.01, 48"})
  void holdsMoreTheShorterBatchesAre(double millis, int prefetch) {
    boolean changed = measure(100, millis);

    assertThat(governor.prefetch(3)).isEqualTo(prefetch);
    assertThat(changed).isEqualTo(prefetch != 3);
  }

  @Test
  void oneLongBatchStopsTheHoarding() {
    measure(100, 1);

    assertThat(measure(1, 10_000)).isTrue();

    assertThat(governor.prefetch(3)).isEqualTo(3);
  }

  @Test
  void aFewShortBatchesAmongLongOnesChangeNothing() {
    measure(10, 5_000);

    assertThat(measure(3, 1)).isFalse();
    assertThat(measure(50, 1)).isTrue();

    assertThat(governor.prefetch(3)).isEqualTo(48);
  }

  @Test
  void aMeanNearABoundDoesNotFlap() {
    measure(100, 90);
    assertThat(governor.prefetch(3)).isEqualTo(6);

    assertThat(measure(50, 110)).isFalse();
    assertThat(measure(50, 90)).isFalse();
    assertThat(measure(50, 110)).isFalse();

    assertThat(measure(50, 300)).isTrue();
    assertThat(governor.prefetch(3)).isEqualTo(3);
    assertThat(measure(50, 110)).isFalse();
  }
}
