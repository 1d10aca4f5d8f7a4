package dev.warren.retry;

import java.time.Duration;
import java.util.Objects;

/**
 * How long to wait before each further attempt: exponentially longer, up to a cap, and never for
 * the same time as everybody else. Immutable.
 *
 * @param first before the second attempt; zero to {@link #MAX}
 * @param factor how much longer each wait is than the one before, {@value #MIN_FACTOR} to {@value
 *     #MAX_FACTOR}
 * @param cap the longest wait; at least {@code first}, at most {@link #MAX}
 * @param jitter the largest part of a wait that is left out at random, 0 (none) to 1 (all)
 */
public record Backoff(Duration first, double factor, Duration cap, double jitter) {

  /** The longest wait that can be asked for: 365 days. */
  public static final Duration MAX = Duration.ofDays(365);

  /** The default factor of {@link #of}. */
  public static final double DEFAULT_FACTOR = 2;

  /** The default jitter of {@link #of}. */
  public static final double DEFAULT_JITTER = 0.2;

  /** The smallest factor: every wait is as long as the first. */
  public static final double MIN_FACTOR = 1;

  /** The largest factor. */
  public static final double MAX_FACTOR = 100;

  private static final Backoff NONE = new Backoff(Duration.ZERO, MIN_FACTOR, Duration.ZERO, 0);

  /** Checks the bounds. */
  public Backoff {
    if (Objects.requireNonNull(first, "first").isNegative() || first.compareTo(MAX) > 0) {
      throw new IllegalArgumentException("first must be zero to 365 days, not " + first);
    }
    if (!(factor >= MIN_FACTOR && factor <= MAX_FACTOR)) {
      throw new IllegalArgumentException(
          "factor must be " + MIN_FACTOR + " to " + MAX_FACTOR + ", not " + factor);
    }
    if (Objects.requireNonNull(cap, "cap").compareTo(first) < 0 || cap.compareTo(MAX) > 0) {
      throw new IllegalArgumentException(
          "cap must be first (" + first + ") to 365 days, not " + cap);
    }
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("jitter must be 0 to 1, not " + jitter);
    }
  }

  /**
   * Waits that double, a fifth of them random.
   *
   * @param first before the second attempt; zero to {@link #MAX}
   * @param cap the longest wait; at least {@code first}, at most {@link #MAX}
   * @return the backoff
   * @throws IllegalArgumentException if a value is out of its bounds
   */
  public static Backoff of(Duration first, Duration cap) {
    return new Backoff(first, DEFAULT_FACTOR, cap, DEFAULT_JITTER);
  }

  /**
   * No waiting at all.
   *
   * @return always the same
   */
  public static Backoff none() {
    return NONE;
  }

  /**
   * Whether no attempt is waited for.
   *
   * @return true for {@link #none()} and what is as good as that
   */
  public boolean isNone() {
    return cap.isZero();
  }

  /**
   * How long to wait.
   *
   * @param retry before which further attempt, from 1
   * @param random what chance says, 0 to 1
   * @return the time, to the millisecond; at most the cap
   */
  public Duration delay(int retry, double random) {
    double whole =
        Math.min(first.toMillis() * Math.pow(factor, retry - 1.0), (double) cap.toMillis());
    return Duration.ofMillis(Math.round(whole * (1 - jitter * random)));
  }
}
