package dev.warren.job;

import dev.warren.retry.RetryPolicy;
import dev.warren.task.Code;
import dev.warren.task.Limits;
import dev.warren.task.QueueLimit;
import dev.warren.task.Schedule;
import dev.warren.task.Terms;
import dev.warren.task.Ticket;
import dev.warren.topology.QueueSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** How a job is submitted and run. Immutable. */
public final class JobOptions {

  /** Whose worker hosts run a job unless said otherwise. */
  public static final String DEFAULT_QUEUE = "default";

  /** How long a job and its results are kept unless said otherwise: 7 days. */
  public static final Duration DEFAULT_KEEP = Duration.ofDays(7);

  /** The longest that a job can be kept: 30 days. */
  public static final Duration LONGEST_KEEP = Duration.ofDays(30);

  /** How many calls travel in a message to the broker unless said otherwise. */
  public static final int DEFAULT_CHUNK = 500;

  /** Characters of a name or a key at most: {@value}. */
  public static final int LONGEST_TEXT = 200;

  private final Builder it;

  private JobOptions(Builder builder) {
    this.it = builder.copy();
  }

  /**
   * Begins with the default of each option.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Whose worker hosts run the job.
   *
   * @return the queue's name
   */
  public String queue() {
    return it.queue;
  }

  String name() {
    return it.name;
  }

  int priority() {
    return it.priority;
  }

  int chunk() {
    return it.chunk;
  }

  Duration delay() {
    return it.delay;
  }

  Duration keep() {
    return it.keep;
  }

  String limitKey() {
    return it.limitKey;
  }

  String key() {
    return it.key;
  }

  Duration keyWindow() {
    return it.keyWindow;
  }

  List<Path> shipped() {
    return it.shipped;
  }

  /** The terms of the calls of a job that may begin at that time. */
  Terms terms(Instant due, Code code) {
    Terms terms =
        Terms.ofDefaults()
            .withPolicy(it.retry)
            .withLimits(new Limits(it.softLimit, it.hardLimit))
            .withCode(code);
    return it.expiresAfter
        .map(due::plus)
        .map(end -> terms.withSchedule(Schedule.atOnce().expiringAt(end)))
        .orElse(terms);
  }

  /** Collects options. Not thread-safe. */
  public static final class Builder {

    private String queue = DEFAULT_QUEUE;
    private String name = "";
    private int priority = Ticket.USUAL_PRIORITY;
    private int chunk = DEFAULT_CHUNK;
    private Duration delay = Duration.ZERO;
    private Duration keep = DEFAULT_KEEP;
    private String key = "";
    private String limitKey = "";
    private Duration keyWindow = Duration.ZERO;
    private List<Path> shipped = List.of();
    private RetryPolicy retry = RetryPolicy.ofDefaults();
    private Optional<Duration> softLimit = Optional.empty();
    private Optional<Duration> hardLimit = Optional.empty();
    private Optional<Duration> expiresAfter = Optional.empty();

    private Builder() {}

    private Builder copy() {
      Builder copy = new Builder();
      copy.queue = queue;
      copy.name = name;
      copy.priority = priority;
      copy.chunk = chunk;
      copy.delay = delay;
      copy.keep = keep;
      copy.key = key;
      copy.limitKey = limitKey;
      copy.keyWindow = keyWindow;
      copy.shipped = shipped;
      copy.retry = retry;
      copy.softLimit = softLimit;
      copy.hardLimit = hardLimit;
      copy.expiresAfter = expiresAfter;
      return copy;
    }

    /**
     * Sets whose worker hosts run the job.
     *
     * @param queueName 1 to 100 letters, digits, dots, dashes and underscores; default: {@value
     *     JobOptions#DEFAULT_QUEUE}
     * @return this builder
     * @throws IllegalArgumentException if it has other characters or another length
     */
    public Builder queue(String queueName) {
      QueueSpec.sharedTasks(queueName);
      queue = queueName;
      return this;
    }

    /**
     * Sets what people call the job; it need not be unique.
     *
     * @param text at most 200 characters; default: nothing
     * @return this builder
     * @throws IllegalArgumentException if it is longer
     */
    public Builder name(String text) {
      name = checkText("name", text);
      return this;
    }

    /**
     * Sets how urgent the job is. RabbitMQ from 4.3 on hands out all of an urgent job first, from
     * 4.0 on two of three messages if its priority is 5 or more; on any broker an urgent job, of 5
     * or more, has up to four times the turn of others.
     *
     * @param urgency 0 to 9; default: 4
     * @return this builder
     * @throws IllegalArgumentException if it is out of these bounds
     */
    public Builder priority(int urgency) {
      priority = Ticket.checkPriority(urgency);
      return this;
    }

    /**
     * Sets how many calls travel in a message to the broker; fewer where they are large. Worker
     * hosts divide them by how long they take, and a turn of the job is at most one such message.
     *
     * @param calls 1 to 10,000; default: {@value JobOptions#DEFAULT_CHUNK}
     * @return this builder
     * @throws IllegalArgumentException if it is out of these bounds
     */
    public Builder chunk(int calls) {
      if (calls < 1 || calls > 10_000) {
        throw new IllegalArgumentException("a chunk is 1 to 10000 calls, not " + calls);
      }
      chunk = calls;
      return this;
    }

    /**
     * Sets how long the job waits, on the broker, before its first call may begin.
     *
     * @param time zero to 30 days; default: none
     * @return this builder
     * @throws IllegalArgumentException if it is out of these bounds
     */
    public Builder delay(Duration time) {
      if (time.isNegative() || time.compareTo(LONGEST_KEEP) > 0) {
        throw new IllegalArgumentException(
            "a job waits for " + LONGEST_KEEP.toDays() + " days at most, not " + time);
      }
      delay = time;
      return this;
    }

    /**
     * Sets how long the job and its results are kept, counted from when it may begin.
     *
     * @param time a second to 30 days; default: 7 days
     * @return this builder
     * @throws IllegalArgumentException if it is out of these bounds
     */
    public Builder keep(Duration time) {
      if (time.compareTo(Duration.ofSeconds(1)) < 0 || time.compareTo(LONGEST_KEEP) > 0) {
        throw new IllegalArgumentException(
            "a job is kept for a second to " + LONGEST_KEEP.toDays() + " days, not " + time);
      }
      keep = time;
      return this;
    }

    /**
     * Sets what makes this the same job as another one: whoever submits a second one with this key,
     * within that time, gets the first.
     *
     * @param text 1 to 200 characters; default: no key, every job is one of its own
     * @param window for how long, more than zero and at most 30 days
     * @return this builder
     * @throws IllegalArgumentException if one of them is out of these bounds
     */
    public Builder unique(String text, Duration window) {
      if (text.isEmpty()) {
        throw new IllegalArgumentException("a key has 1 to " + LONGEST_TEXT + " characters");
      }
      if (window.isNegative() || window.isZero() || window.compareTo(LONGEST_KEEP) > 0) {
        throw new IllegalArgumentException(
            "a key holds for more than zero and at most "
                + LONGEST_KEEP.toDays()
                + " days, not "
                + window);
      }
      key = checkText("key", text);
      keyWindow = window;
      return this;
    }

    /**
     * Has its calls count for the limit of a key ({@link QueueLimits#key}), beside that of the
     * queue.
     *
     * @param text 1 to 100 letters, digits, dots, dashes and underscores; default: no key
     * @return this builder
     * @throws IllegalArgumentException if it has other characters or another length
     */
    public Builder limitKey(String text) {
      if (text.isEmpty()) {
        throw new IllegalArgumentException("a limit's key has 1 to 100 characters");
      }
      limitKey = QueueLimit.checkKey(text);
      return this;
    }

    /**
     * Sends code along, as {@code PoolBuilder.ship} does for a pool; adds to what was given before.
     *
     * @param entries jars, folders with classes, and {@code folder/*} for all jars in a folder;
     *     default: none, the worker hosts have what the task needs
     * @return this builder
     */
    public Builder ship(List<Path> entries) {
      shipped = Stream.concat(shipped.stream(), entries.stream()).toList();
      return this;
    }

    /**
     * Sets when a call is tried again.
     *
     * @param policy default: {@link RetryPolicy#ofDefaults()}
     * @return this builder
     */
    public Builder retry(RetryPolicy policy) {
      retry = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /**
     * Sets when a call is interrupted, on each attempt.
     *
     * @param limit 1 ms to 30 days; default: never
     * @return this builder
     * @throws IllegalArgumentException if it is out of its bounds
     */
    public Builder softLimit(Duration limit) {
      softLimit = Optional.of(Limits.check("soft", limit));
      return this;
    }

    /**
     * Sets when the process of a call is killed, on each attempt.
     *
     * @param limit 1 ms to 30 days, not less than the soft limit; default: never
     * @return this builder
     * @throws IllegalArgumentException if it is out of its bounds
     */
    public Builder hardLimit(Duration limit) {
      hardLimit = Optional.of(Limits.check("hard", limit));
      return this;
    }

    /**
     * Sets for how long a call is worth beginning, from when the job may begin.
     *
     * @param time more than zero, at most 366 days; default: for ever
     * @return this builder
     * @throws IllegalArgumentException if it is out of these bounds
     */
    public Builder expiresAfter(Duration time) {
      if (time.isNegative() || time.isZero() || time.compareTo(Duration.ofDays(366)) > 0) {
        throw new IllegalArgumentException(
            "expiresAfter is more than zero and at most 366 days, not " + time);
      }
      expiresAfter = Optional.of(time);
      return this;
    }

    private static String checkText(String what, String text) {
      if (text.length() > LONGEST_TEXT) {
        throw new IllegalArgumentException(
            "a " + what + " has at most " + LONGEST_TEXT + " characters, not " + text.length());
      }
      return text;
    }

    /**
     * Makes the options.
     *
     * @return options that this builder does not change any more
     * @throws IllegalArgumentException if the soft limit is longer than the hard one, or a key
     *     holds for longer than the job is there
     */
    public JobOptions build() {
      if (keyWindow.compareTo(delay.plus(keep)) > 0) {
        throw new IllegalArgumentException(
            "a key cannot hold for longer ("
                + keyWindow
                + ") than its job is kept ("
                + delay.plus(keep)
                + "): keep the job for longer");
      }
      new Limits(softLimit, hardLimit);
      return new JobOptions(this);
    }
  }
}
