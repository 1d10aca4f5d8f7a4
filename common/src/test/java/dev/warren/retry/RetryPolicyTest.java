package dev.warren.retry;

import static dev.warren.retry.HeapEscalation.heapTimes;
import static dev.warren.retry.HeapEscalation.upTo;
import static dev.warren.retry.LimitEscalation.limitTimes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {

  @Test
  void onlyACrashIsTriedAgainIfNothingIsSaid() {
    RetryPolicy policy = RetryPolicy.ofDefaults();

    assertThat(policy.attempts()).isEqualTo(1);
    assertThat(policy.crashAttempts()).isEqualTo(3);
    assertThat(policy.timeoutAttempts()).isEqualTo(1);
    assertThat(policy.crashBackoff().isNone()).isTrue();
    assertThat(policy).isEqualTo(RetryPolicy.builder().build());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, RetryPolicy.MAX_ATTEMPTS})
  void takesAnyNumberOfAttemptsWithinBounds(int attempts) {
    RetryPolicy policy =
        RetryPolicy.builder()
            .attempts(attempts)
            .crashAttempts(attempts)
            .timeoutAttempts(attempts)
            .build();

    assertThat(policy.attempts()).isEqualTo(attempts);
    assertThat(policy.crashAttempts()).isEqualTo(attempts);
    assertThat(policy.timeoutAttempts()).isEqualTo(attempts);
  }

  static Stream<Consumer<RetryPolicy.Builder>> wrong() {
    return Stream.of(
        it -> it.attempts(0),
        it -> it.attempts(101),
        it -> it.crashAttempts(-1),
        it -> it.crashAttempts(101),
        it -> it.timeoutAttempts(0),
        it -> it.retryIf("isTransient"),
        it -> it.retryIf("::isTransient"),
        it -> it.retryIf("a.B::"),
        it -> it.retryIf("a.B:: "),
        it -> it.retryIf(" ::c"),
        it -> it.retryIf("a.B::(Ljava/lang/Throwable;)Z"),
        it -> it.onOutOfMemory(heapTimes(1), upTo("2g")),
        it -> it.onOutOfMemory(heapTimes(Double.NaN), upTo("2g")),
        it -> it.onOutOfMemory(heapTimes(101), upTo("2g")),
        it -> it.onOutOfMemory(heapTimes(2), upTo("1m")),
        it -> it.onTimeout(limitTimes(1), Duration.ofSeconds(1)),
        it -> it.onTimeout(limitTimes(2), Duration.ZERO),
        it -> it.onTimeout(limitTimes(2), Duration.ofDays(366)));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void refusesWhatIsOutOfBounds(Consumer<RetryPolicy.Builder> setting) {
    assertThatThrownBy(
            () -> {
              RetryPolicy.Builder builder = RetryPolicy.builder();
              setting.accept(builder);
              builder.build();
            })
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysTheBoundThatWasBroken() {
    assertThatThrownBy(() -> RetryPolicy.builder().crashAttempts(0).build())
        .hasMessage("crashAttempts must be 1 to 100, not 0");
  }

  @Test
  void coversEveryExceptionUnlessItIsTold() {
    assertThat(RetryPolicy.ofDefaults().covers(new IOException())).isTrue();
    assertThat(RetryPolicy.ofDefaults().covers(new StackOverflowError())).isTrue();
  }

  @Test
  void coversSubclassesOfWhatItNamesAndNothingElse() {
    RetryPolicy policy = RetryPolicy.builder().retryOn(IOException.class).build();

    assertThat(policy.covers(new IOException())).isTrue();
    assertThat(policy.covers(new FileNotFoundException())).isTrue();
    assertThat(policy.covers(new IllegalStateException())).isFalse();
  }

  @Test
  void givingUpGoesBeforeTryingAgain() {
    RetryPolicy policy =
        RetryPolicy.builder()
            .retryOn(IOException.class)
            .giveUpOn(FileNotFoundException.class)
            .build();

    assertThat(policy.covers(new IOException())).isTrue();
    assertThat(policy.covers(new FileNotFoundException())).isFalse();
  }

  @Test
  void namesOfClassesAddUp() {
    RetryPolicy policy =
        RetryPolicy.builder().retryOn(IOException.class).retryOn(RuntimeException.class).build();

    assertThat(policy.retryOn())
        .containsExactly("java.io.IOException", "java.lang.RuntimeException");
  }
}
