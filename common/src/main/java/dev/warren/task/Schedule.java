package dev.warren.task;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * When a call may run. Immutable.
 *
 * @param due not before; empty for at once
 * @param expires no attempt begins at this time or later; empty for never
 */
public record Schedule(Optional<Instant> due, Optional<Instant> expires) {

  /**
   * Times are rounded up to multiples of this, so that calls of about the same time travel
   * together.
   */
  public static final Duration GRID = Duration.ofMillis(250);

  private static final Schedule AT_ONCE = new Schedule(Optional.empty(), Optional.empty());

  /**
   * The schedule of a call of which nothing is said.
   *
   * @return at once, and it never expires
   */
  public static Schedule atOnce() {
    return AT_ONCE;
  }

  /**
   * The same schedule for another time.
   *
   * @param time not before; rounded up to {@link #GRID}
   * @return a schedule like this one
   */
  public Schedule dueAt(Instant time) {
    return new Schedule(Optional.of(onGrid(time)), expires);
  }

  /**
   * The same schedule with another end.
   *
   * @param time when it is too late; rounded up to {@link #GRID}
   * @return a schedule like this one
   */
  public Schedule expiringAt(Instant time) {
    return new Schedule(due, Optional.of(onGrid(time)));
  }

  private static Instant onGrid(Instant time) {
    long grid = GRID.toMillis();
    long floor = Math.floorDiv(time.toEpochMilli(), grid) * grid;
    Instant rounded = Instant.ofEpochMilli(floor);
    return rounded.isBefore(time) ? rounded.plus(GRID) : rounded;
  }

  /**
   * How long the call still has to wait.
   *
   * @param clock tells the time; not asked if the call need not wait
   * @return zero if it need not, or not any more
   */
  public Duration left(InstantSource clock) {
    if (due.isEmpty()) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(clock.instant(), due.get());
    return left.isNegative() ? Duration.ZERO : left;
  }

  /**
   * Whether it is too late to begin.
   *
   * @param clock tells the time; not asked if the call never expires
   * @return whether it is
   */
  public boolean isExpired(InstantSource clock) {
    return expires.isPresent() && !clock.instant().isBefore(expires.get());
  }
}
