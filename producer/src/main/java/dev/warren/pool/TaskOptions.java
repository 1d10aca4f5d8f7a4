package dev.warren.pool;

import dev.warren.retry.RetryPolicy;
import dev.warren.task.Terms;
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

  private TaskOptions(Builder builder) {
    retry = builder.retry;
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

  /** These options, and the others where these say nothing. */
  TaskOptions over(TaskOptions others) {
    Builder both = new Builder();
    both.retry = retry.or(() -> others.retry);
    return both.build();
  }

  /** The terms of a call that is submitted now. */
  Terms terms() {
    return retry.map(Terms.ofDefaults()::withPolicy).orElseGet(Terms::ofDefaults);
  }

  /** Collects options. Not thread-safe. */
  public static final class Builder {

    private Optional<RetryPolicy> retry = Optional.empty();

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
     * Makes the options.
     *
     * @return the options
     */
    public TaskOptions build() {
      return new TaskOptions(this);
    }
  }
}
