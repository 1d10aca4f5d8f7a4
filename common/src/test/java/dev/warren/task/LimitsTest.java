package dev.warren.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void theBoundsThemselvesAreAllowed() {
    Limits limits = Limits.NONE.withSoft(Limits.SHORTEST).withHard(Limits.LONGEST);

    assertThat(limits.soft()).contains(Duration.ofMillis(1));
    assertThat(limits.hard()).contains(Duration.ofDays(30));
    assertThat(limits.withSoft(null).withHard(null)).isEqualTo(Limits.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.000999S", "P30DT0.001S"})
  void beyondThemIsRefused(Duration limit) {
    assertThatThrownBy(() -> Limits.NONE.withSoft(limit))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the soft limit must be 1 ms to 30 days, not " + limit);
    assertThatThrownBy(() -> Limits.NONE.withHard(limit))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the hard limit must be 1 ms to 30 days, not " + limit);
  }

  @Test
  void theHardLimitIsNotShorterThanTheSoftOne() {
    Limits soft = Limits.NONE.withSoft(SECOND);

    assertThat(soft.withHard(SECOND).hard()).contains(SECOND);
    assertThatThrownBy(() -> soft.withHard(Duration.ofMillis(999)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT0.999S")
        .hasMessageContaining("PT1S")
        .hasMessageContaining("clean up");
  }
}
