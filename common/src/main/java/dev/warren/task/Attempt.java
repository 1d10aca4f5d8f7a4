package dev.warren.task;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * One try at a task that did not succeed. Immutable.
 *
 * @param number counts the tries at this task, from 1
 * @param startedAt when it began, by the clock of its worker host
 * @param duration how long it ran; of short tasks that were answered together, how long all of them
 *     ran
 * @param host the name of the worker host
 * @param pid the process that ran it; 0 if that is not known
 * @param ending how it ended
 */
public record Attempt(
    int number, Instant startedAt, Duration duration, String host, long pid, Ending ending) {

  /** Checks that nothing is missing. */
  public Attempt {
    if (number < 1) {
      throw new IllegalArgumentException("attempts count from 1, not from " + number);
    }
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(duration, "duration");
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(ending, "ending");
  }

  /**
   * Says in one line when, where and how.
   *
   * @return for example {@code attempt 2 at 2026-11-23T18:30:00Z on far (pid 4711), PT0.2S:
   *     java.io.IOException: gone}
   */
  public String summary() {
    return "attempt "
        + number
        + " at "
        + startedAt
        + " on "
        + host
        + (pid == 0 ? "" : " (pid " + pid + ")")
        + ", "
        + duration
        + ": "
        + ending.summary();
  }
}
