package dev.warren.task;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How long one call may run, on each attempt anew. Immutable.
 *
 * <p>The soft limit interrupts the call's thread: the call may clean up and end, and has then timed
 * out unless it returns a result. The hard limit ends its process, with all that the call has
 * started. A call with a soft limit alone may run on for as long as it likes.
 *
 * @param soft when the call is interrupted; {@link #SHORTEST} to {@link #LONGEST}, empty for never;
 *     kept within some twenty milliseconds
 * @param hard when its process is ended; the same bounds, and not less than the soft limit; kept
 *     within some hundred milliseconds, or half a second if the process does not listen
 */
public record Limits(Optional<Duration> soft, Optional<Duration> hard) {

  /** The shortest limit. */
  public static final Duration SHORTEST = Duration.ofMillis(1);

  /** The longest limit; a broker leaves no worker a task for much longer. */
  public static final Duration LONGEST = Duration.ofDays(30);

  /** No limit at all. */
  public static final Limits NONE = new Limits(Optional.empty(), Optional.empty());

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if a limit is out of its bounds, or the hard one is shorter
   *     than the soft one
   */
  public Limits {
    soft.ifPresent(it -> check("soft", it));
    hard.ifPresent(it -> check("hard", it));
    if (soft.isPresent() && hard.isPresent() && hard.get().compareTo(soft.get()) < 0) {
      throw new IllegalArgumentException(
          "the hard limit, "
              + hard.get()
              + ", is shorter than the soft one, "
              + soft.get()
              + ": a task needs time between them to clean up");
    }
  }

  /**
   * Checks one limit.
   *
   * @param which what it is called in the message
   * @param limit the limit
   * @return the same
   * @throws IllegalArgumentException if it is shorter than {@link #SHORTEST} or longer than {@link
   *     #LONGEST}
   */
  public static Duration check(String which, Duration limit) {
    Objects.requireNonNull(limit, which);
    if (limit.compareTo(SHORTEST) < 0 || limit.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "the " + which + " limit must be 1 ms to " + LONGEST.toDays() + " days, not " + limit);
    }
    return limit;
  }

  /**
   * The same limits with another soft one.
   *
   * @param limit the limit; null for none
   * @return limits like these
   */
  public Limits withSoft(Duration limit) {
    return new Limits(Optional.ofNullable(limit), hard);
  }

  /**
   * The same limits with another hard one.
   *
   * @param limit the limit; null for none
   * @return limits like these
   */
  public Limits withHard(Duration limit) {
    return new Limits(soft, Optional.ofNullable(limit));
  }
}
