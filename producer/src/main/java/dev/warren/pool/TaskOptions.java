package dev.warren.pool;

import dev.warren.retry.RetryPolicy;
import dev.warren.task.Code;
import dev.warren.task.Limits;
import dev.warren.task.Schedule;
import dev.warren.task.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How calls are run, for a whole pool ({@link PoolBuilder#options}) or for some of its calls
 * ({@link Pool#with}). What is not set here is as the pool has it. Immutable.
 *
 * <pre>{@code
 * TaskOptions patient = TaskOptions.builder().retry(policy).build();
 * pool.with(patient).applyAsync(Tasks::download, url);
 * }</pre>
 */
public final class TaskOptions {

  private static final Duration LONGEST_DELAY = Duration.ofDays(366);

  private static final Duration LONGEST_WORTH = Duration.ofDays(3_660);

  private static final TaskOptions NONE = builder().build();

  private final Optional<RetryPolicy> retry;
  private final Optional<Duration> delay;
  private final Optional<Instant> at;
  private final Optional<Duration> expiresAfter;
  private final Limits limits;
  private final Code code;

  /** What does not depend on when a call is submitted; made once, since calls are many. */
  private final Terms fixed;

  private TaskOptions(Builder builder) {
    retry = builder.retry;
    delay = builder.delay;
    at = builder.at;
    expiresAfter = builder.expiresAfter;
    limits = new Limits(builder.softLimit, builder.hardLimit);
    code = builder.code;
    Terms limited = Terms.ofDefaults().withLimits(limits).withCode(code);
    fixed = retry.map(limited::withPolicy).orElse(limited);
  }

  /**
   * Options that leave everything as it is.
   *
   * @return always the same
   */
  public static TaskOptions none() {
    return NONE;
  }

  /**
   * Begins with options that leave everything as it is.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * When a call is tried again.
   *
   * @return the policy; empty if the pool's is meant
   */
  public Optional<RetryPolicy> retry() {
    return retry;
  }

  /**
   * How long a call waits before it may run.
   *
   * @return the delay; empty if none is set here, or a time is
   */
  public Optional<Duration> delay() {
    return delay;
  }

  /**
   * When a call may run.
   *
   * @return the time; empty if none is set here, or a delay is
   */
  public Optional<Instant> at() {
    return at;
  }

  /**
   * For how long a call that may run is worth beginning.
   *
   * @return the time for it; empty if none is set here
   */
  public Optional<Duration> expiresAfter() {
    return expiresAfter;
  }

  /**
   * How long a call may run.
   *
   * @return the limits; what is empty is as the pool has it
   */
  public Limits limits() {
    return limits;
  }

  /** These options, and the others where these say nothing. */
  TaskOptions over(TaskOptions others) {
    Builder both = new Builder();
    both.retry = retry.or(() -> others.retry);
    boolean when = delay.isPresent() || at.isPresent();
    both.delay = when ? delay : others.delay;
    both.at = when ? at : others.at;
    both.expiresAfter = expiresAfter.or(() -> others.expiresAfter);
    both.softLimit = limits.soft().or(others.limits::soft);
    both.hardLimit = limits.hard().or(others.limits::hard);
    both.code = code.isEmpty() ? others.code : code;
    return both.build();
  }

  /** These options, for calls that need code. */
  TaskOptions withCode(Code needed) {
    Builder more = new Builder();
    more.code = needed;
    return more.build().over(this);
  }

  /** The terms of a call that is submitted now. */
  Terms terms() {
    boolean anyTime = delay.isEmpty() && at.isEmpty() && expiresAfter.isEmpty();
    return anyTime ? fixed : fixed.withSchedule(schedule(Instant.now()));
  }

  /** The schedule of a call that is submitted at that time. */
  Schedule schedule(Instant now) {
    Instant due = at.or(() -> delay.map(now::plus)).filter(now::isBefore).orElse(now);
    if (due.isAfter(now.plus(LONGEST_DELAY))) {
      throw new IllegalArgumentException(
          "a task can wait for "
              + LONGEST_DELAY.toDays()
              + " days at most, not until "
              + due
              + ": submit it later");
    }
    Schedule schedule = due.equals(now) ? Schedule.atOnce() : Schedule.atOnce().dueAt(due);
    return expiresAfter.map(due::plus).map(schedule::expiringAt).orElse(schedule);
  }

  /** Collects options. Not thread-safe. */
  public static final class Builder {

    private Optional<RetryPolicy> retry = Optional.empty();
    private Optional<Duration> delay = Optional.empty();
    private Optional<Instant> at = Optional.empty();
    private Optional<Duration> expiresAfter = Optional.empty();
    private Optional<Duration> softLimit = Optional.empty();
    private Optional<Duration> hardLimit = Optional.empty();
    private Code code = Code.NONE;

    private Builder() {}

    /**
     * Sets when a call is tried again.
     *
     * @param policy default: the pool's, and if nothing is set there {@link
     *     RetryPolicy#ofDefaults()}
     * @return this builder
     */
    public Builder retry(RetryPolicy policy) {
      retry = Optional.of(Objects.requireNonNull(policy, "policy"));
      return this;
    }

    /**
     * Sets how long a call waits before it may run, from when it is submitted. It waits on the
     * broker, begins never early, and late by at most a second or 1 %, whichever is more, where a
     * worker is free. {@link Pool#join()} waits for it, {@link Pool#terminate()} drops it, and to
     * cancel it makes sure that it never runs. It needs its pool as every call does: when the
     * program ends, what has not begun by then is not run.
     *
     * @param time zero to 366 days; default: none. Replaces {@link #at}
     * @return this builder
     * @throws IllegalArgumentException if it is out of these bounds
     */
    public Builder delay(Duration time) {
      if (time.isNegative() || time.compareTo(LONGEST_DELAY) > 0) {
        throw new IllegalArgumentException(
            "a delay is zero to " + LONGEST_DELAY.toDays() + " days, not " + time);
      }
      delay = Optional.of(time);
      at = Optional.empty();
      return this;
    }

    /**
     * Sets when a call is interrupted. It may clean up; if it then ends by an exception, whichever,
     * its handle ends with {@link TaskTimeoutException}, and if it returns a result, with that.
     * Only the thread that runs the call is interrupted, and only once: threads that the task has
     * started are its own business.
     *
     * @param limit 1 ms to 30 days, on each attempt; default: never
     * @return this builder
     * @throws IllegalArgumentException if it is out of its bounds
     */
    public Builder softLimit(Duration limit) {
      softLimit = Optional.of(Limits.check("soft", limit));
      return this;
    }

    /**
     * Sets when a call may run, as with {@link #delay}; at once if the time has passed. By this
     * machine's clock. A call that is submitted more than 366 days before is refused then, with an
     * {@link IllegalArgumentException}.
     *
     * @param time not before; default: at once. Replaces {@link #delay}
     * @return this builder
     */
    public Builder at(Instant time) {
      at = Optional.of(Objects.requireNonNull(time, "time"));
      delay = Optional.empty();
      return this;
    }

    /**
     * Sets for how long a call is worth beginning. If no worker has begun it by then, none does: it
     * ends with {@link TaskExpiredException} when a worker would. No second attempt begins after
     * that either. By the clock of the worker's machine, rounded up to quarters of a second.
     *
     * @param time more than zero, at most 3,660 days; from when the call is submitted, or if it is
     *     delayed from when it may run. Default: for ever
     * @return this builder
     * @throws IllegalArgumentException if it is out of these bounds
     */
    public Builder expiresAfter(Duration time) {
      if (time.isNegative() || time.isZero() || time.compareTo(LONGEST_WORTH) > 0) {
        throw new IllegalArgumentException(
            "expiresAfter is more than zero and at most "
                + LONGEST_WORTH.toDays()
                + " days, not "
                + time);
      }
      expiresAfter = Optional.of(time);
      return this;
    }

    /**
     * Sets when the process that runs a call is killed, with all that the call has started,
     * whatever it is doing. Its handle ends with {@link TaskTimeoutException}. Each call of a batch
     * has its own time, and its neighbours are run again if they were not done.
     *
     * @param limit 1 ms to 30 days, on each attempt, not less than the soft limit; default: never
     * @return this builder
     * @throws IllegalArgumentException if it is out of its bounds
     */
    public Builder hardLimit(Duration limit) {
      hardLimit = Optional.of(Limits.check("hard", limit));
      return this;
    }

    /**
     * Makes the options.
     *
     * @return the options
     * @throws IllegalArgumentException if the hard limit is shorter than the soft one
     */
    public TaskOptions build() {
      return new TaskOptions(this);
    }
  }
}
