package dev.warren.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, RetryPolicy.MAX_CRASH_ATTEMPTS})
  void takesWhatIsInItsBounds(int attempts) {
    assertThat(new RetryPolicy(attempts).crashAttempts()).isEqualTo(attempts);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE, RetryPolicy.MAX_CRASH_ATTEMPTS + 1})
  void refusesWhatIsNot(int attempts) {
    assertThatThrownBy(() -> new RetryPolicy(attempts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("crashAttempts must be 1 to 100, not " + attempts);
  }

  @Test
  void triesThreeTimesByDefault() {
    assertThat(RetryPolicy.ofDefaults()).isEqualTo(new RetryPolicy(3));
  }
}
