package dev.warren.retry;

import java.time.Duration;
import java.util.Objects;

/**
 * How much more time the next attempt gets after one that was not done within its limit. Immutable.
 *
 * @param times how many times that of the attempt before, more than 1 and at most {@value
 *     #MAX_TIMES}
 * @param upTo the longest limit; more than zero, at most {@link Backoff#MAX}
 */
public record LimitEscalation(double times, Duration upTo) {

  /** The largest factor. */
  public static final double MAX_TIMES = 100;

  /** Checks the bounds. */
  public LimitEscalation {
    if (!(times > 1 && times <= MAX_TIMES)) {
      throw new IllegalArgumentException(
          "a limit grows by a factor of more than 1, at most " + MAX_TIMES + ", not " + times);
    }
    Objects.requireNonNull(upTo, "upTo");
    if (upTo.isNegative() || upTo.isZero() || upTo.compareTo(Backoff.MAX) > 0) {
      throw new IllegalArgumentException(
          "the longest limit is more than zero and at most 365 days, not " + upTo);
    }
  }

  /**
   * A factor for {@link RetryPolicy.Builder#onTimeout}.
   *
   * @param factor as {@link LimitEscalation#times}
   */
  public record Times(double factor) {}

  /**
   * So many times the limit of the attempt before.
   *
   * @param factor more than 1, at most {@value #MAX_TIMES}
   * @return the factor
   */
  public static Times limitTimes(double factor) {
    return new Times(factor);
  }

  /**
   * The limit of the next attempt.
   *
   * @param usual what it would be otherwise
   * @param timeouts how many attempts were not done within theirs
   * @return the limit, at least {@code usual}
   */
  public Duration after(Duration usual, int timeouts) {
    double grown = usual.toMillis() * Math.pow(times, timeouts);
    Duration longer = Duration.ofMillis((long) Math.min(grown, (double) upTo.toMillis()));
    return longer.compareTo(usual) > 0 ? longer : usual;
  }
}
