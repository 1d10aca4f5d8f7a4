package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PulseTest {

  private static final Duration MOMENT = Duration.ofSeconds(1);

  private long now = 42;
  private final Pulse pulse = new Pulse(() -> now);

  private void passes(Duration time) {
    now += time.toNanos();
  }

  @Test
  void aSlotThatDoesNotComeRoundIsStuckUntilItDoes() {
    pulse.at(Pulse.Step.WORKING);
    passes(Pulse.LIMIT);
    assertThat(pulse.stuck()).isEmpty();
    passes(MOMENT);
    assertThat(pulse.stuck()).contains("its worker process is beyond control for 121 s");

    pulse.at(Pulse.Step.WORKING);
    assertThat(pulse.stuck()).isEmpty();
  }

  @Test
  void aLongTaskIsNoTrouble() {
    pulse.at(Pulse.Step.WORKING);
    for (int look = 0; look < 10; look++) {
      passes(Pulse.LIMIT);
      assertThat(pulse.stuck()).isEmpty();
      pulse.at(Pulse.Step.WORKING);
    }
  }

  @Test
  void aProcessMayTakeLongerToStart() {
    pulse.at(Pulse.Step.STARTING);
    passes(Pulse.START_LIMIT);
    assertThat(pulse.stuck()).isEmpty();
    passes(MOMENT);
    assertThat(pulse.stuck()).contains("its worker process has not become ready for 601 s");
  }

  @ParameterizedTest
  @EnumSource(names = {"FREE", "ASKING"})
  void whoWaitsForOthersIsNeverStuck(Pulse.Step step) {
    pulse.at(step);
    passes(Duration.ofDays(30));
    assertThat(pulse.stuck()).isEmpty();
  }
}
