package dev.warren.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.warren.retry.Backoff;
import dev.warren.retry.HeapEscalation;
import dev.warren.retry.LimitEscalation;
import dev.warren.retry.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A retry policy in the header of a batch; {@code docs/protocol.md} has the keys. What is as in the
 * default policy is left out.
 */
final class RetryPolicyCodec {

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Json(
      Integer attempts,
      Integer crashAttempts,
      Integer timeoutAttempts,
      Waits backoff,
      Waits crashBackoff,
      List<String> retryOn,
      List<String> giveUpOn,
      String retryIf,
      Growth heap,
      Growth limit) {}

  record Waits(
      @JsonProperty(required = true) long first,
      @JsonProperty(required = true) double factor,
      @JsonProperty(required = true) long cap,
      @JsonProperty(required = true) double jitter) {

    static Waits of(Backoff it) {
      return new Waits(it.first().toMillis(), it.factor(), it.cap().toMillis(), it.jitter());
    }

    Backoff toBackoff() {
      return new Backoff(Duration.ofMillis(first), factor, Duration.ofMillis(cap), jitter);
    }
  }

  record Growth(
      @JsonProperty(required = true) double times, @JsonProperty(required = true) long upTo) {}

  private RetryPolicyCodec() {}

  /** Null for the default, which is not written. */
  static Json write(RetryPolicy it) {
    RetryPolicy defaults = RetryPolicy.ofDefaults();
    if (it.equals(defaults)) {
      return null;
    }
    return new Json(
        unless(defaults.attempts(), it.attempts()),
        unless(defaults.crashAttempts(), it.crashAttempts()),
        unless(defaults.timeoutAttempts(), it.timeoutAttempts()),
        it.backoff().equals(defaults.backoff()) ? null : Waits.of(it.backoff()),
        it.crashBackoff().equals(defaults.crashBackoff()) ? null : Waits.of(it.crashBackoff()),
        unless(defaults.retryOn(), it.retryOn()),
        unless(defaults.giveUpOn(), it.giveUpOn()),
        it.retryIf().orElse(null),
        it.onOutOfMemory().map(heap -> new Growth(heap.times(), heap.upTo())).orElse(null),
        it.onTimeout()
            .map(limit -> new Growth(limit.times(), limit.upTo().toMillis()))
            .orElse(null));
  }

  /** Throws {@link IllegalArgumentException} if it is none. */
  static RetryPolicy read(Json it) {
    RetryPolicy defaults = RetryPolicy.ofDefaults();
    if (it == null) {
      return defaults;
    }
    return new RetryPolicy(
        or(it.attempts(), defaults.attempts()),
        or(it.crashAttempts(), defaults.crashAttempts()),
        or(it.timeoutAttempts(), defaults.timeoutAttempts()),
        it.backoff() == null ? defaults.backoff() : it.backoff().toBackoff(),
        it.crashBackoff() == null ? defaults.crashBackoff() : it.crashBackoff().toBackoff(),
        classes(or(it.retryOn(), defaults.retryOn())),
        classes(or(it.giveUpOn(), defaults.giveUpOn())),
        Optional.ofNullable(it.retryIf()),
        Optional.ofNullable(it.heap())
            .map(grows -> new HeapEscalation(grows.times(), grows.upTo())),
        Optional.ofNullable(it.limit())
            .map(grows -> new LimitEscalation(grows.times(), Duration.ofMillis(grows.upTo()))));
  }

  private static List<String> classes(List<String> names) {
    if (names.stream().anyMatch(each -> each == null)) {
      throw new IllegalArgumentException("null in the place of a class name");
    }
    return names;
  }

  private static <T> T unless(T usual, T value) {
    return value.equals(usual) ? null : value;
  }

  private static <T> T or(T value, T usual) {
    return value == null ? usual : value;
  }
}
