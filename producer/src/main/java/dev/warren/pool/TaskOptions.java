package dev.warren.pool;

import dev.warren.retry.RetryPolicy;
import dev.warren.task.Limits;
import dev.warren.task.Terms;
import java.time.Duration;
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

  private static final TaskOptions NONE = builder().build();

  private final Optional<RetryPolicy> retry;
  private final Limits limits;

  private TaskOptions(Builder builder) {
    retry = builder.retry;
    limits = new Limits(builder.softLimit, builder.hardLimit);
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
    both.softLimit = limits.soft().or(others.limits::soft);
    both.hardLimit = limits.hard().or(others.limits::hard);
    return both.build();
  }

  /** The terms of a call that is submitted now. */
  Terms terms() {
    Terms terms = Terms.ofDefaults().withLimits(limits);
    return retry.map(terms::withPolicy).orElse(terms);
  }

  /** Collects options. Not thread-safe. */
  public static final class Builder {

    private Optional<RetryPolicy> retry = Optional.empty();
    private Optional<Duration> softLimit = Optional.empty();
    private Optional<Duration> hardLimit = Optional.empty();

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
