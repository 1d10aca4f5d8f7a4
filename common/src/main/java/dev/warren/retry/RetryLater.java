package dev.warren.retry;

import java.time.Duration;
import java.util.Objects;

/**
 * Thrown by a task to be run again after a while, for as often as it likes: this is no failure and
 * uses up no budget of the {@link RetryPolicy}. Meanwhile the task waits on the broker, and holds
 * no worker. How often it was begun says {@code TaskContext.attempt()}.
 *
 * <pre>{@code
 * if (!Files.exists(input)) {
 *   throw new RetryLater(Duration.ofMinutes(1), "no " + input + " yet");
 * }
 * }</pre>
 */
public final class RetryLater extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Duration delay;

  /**
   * Creates the exception.
   *
   * @param delay after how long; zero to 365 days
   * @throws IllegalArgumentException if it is out of its bounds
   */
  public RetryLater(Duration delay) {
    this(delay, "");
  }

  /**
   * Creates the exception.
   *
   * @param delay after how long; zero to 365 days
   * @param reason why, for the history of the task
   * @throws IllegalArgumentException if the delay is out of its bounds
   */
  public RetryLater(Duration delay, String reason) {
    super(reason);
    if (Objects.requireNonNull(delay, "delay").isNegative() || delay.compareTo(Backoff.MAX) > 0) {
      throw new IllegalArgumentException("delay must be zero to 365 days, not " + delay);
    }
    this.delay = delay;
  }

  /**
   * After how long the task wants to be run again.
   *
   * @return zero to 365 days
   */
  public Duration delay() {
    return delay;
  }
}
