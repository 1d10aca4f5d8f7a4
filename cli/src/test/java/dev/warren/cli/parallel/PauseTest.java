package dev.warren.cli.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PauseTest {

  @Test
  void eachPauseShouldBeTwiceAsLongUpToTheLongest() {
    assertThat(Pause.after(1)).isEqualTo(Duration.ofMillis(100));
    assertThat(Pause.after(2)).isEqualTo(Duration.ofMillis(200));
    assertThat(Pause.after(7)).isEqualTo(Duration.ofMillis(6_400));
    assertThat(Pause.after(8)).isEqualTo(Duration.ofSeconds(10));
    assertThat(Pause.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(10));
  }
}
