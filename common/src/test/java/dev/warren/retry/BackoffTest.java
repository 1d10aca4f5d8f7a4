package dev.warren.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @ParameterizedTest
  @CsvSource({"1, 100", "2, 300", "3, 900", "4, 1000", "100, 1000"})
  void growsByItsFactorUpToTheCap(int retry, long millis) {
    Backoff backoff = new Backoff(Duration.ofMillis(100), 3, SECOND, 0);

    assertThat(backoff.delay(retry, 0.5)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void jitterTakesARandomPartOff() {
    Backoff backoff = new Backoff(SECOND, 1, SECOND, 0.25);

    assertThat(backoff.delay(1, 0)).isEqualTo(SECOND);
    assertThat(backoff.delay(1, 0.5)).isEqualTo(Duration.ofMillis(875));
    assertThat(backoff.delay(1, 1)).isEqualTo(Duration.ofMillis(750));
  }

  @Test
  void theLongestOneIsNotTooLongForArithmetic() {
    Backoff backoff = new Backoff(Backoff.MAX, Backoff.MAX_FACTOR, Backoff.MAX, 0);

    assertThat(backoff.delay(100, 0)).isEqualTo(Backoff.MAX);
  }

  @Test
  void noneDoesNotWait() {
    assertThat(Backoff.none().delay(7, 0)).isZero();
    assertThat(Backoff.none().isNone()).isTrue();
    assertThat(Backoff.of(Duration.ZERO, SECOND).isNone()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 2, 5, 0",
    "1, 0.9, 5, 0",
    "1, 101, 5, 0",
    "1, NaN, 5, 0",
    "6, 2, 5, 0",
    "1, 2, 31536001, 0",
    "1, 2, 5, -0.1",
    "1, 2, 5, 1.1"
  })
  void refusesWhatIsOutOfBounds(long first, double factor, long cap, double jitter) {
    assertThatThrownBy(
            () -> new Backoff(Duration.ofSeconds(first), factor, Duration.ofSeconds(cap), jitter))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be");
  }
}
