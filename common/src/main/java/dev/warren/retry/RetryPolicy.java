package dev.warren.retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a task is tried again. There is a budget for each way in which an attempt can end without
 * success, and none of them uses up another.
 *
 * <p>If nothing is said, an exception that a task throws is final, as in Python's {@code
 * multiprocessing.pool}, and so is a time limit; a task whose process dies is run again at once, up
 * to {@value #DEFAULT_CRASH_ATTEMPTS} times in all. A task may decide for itself: {@link
 * RetryLater} and {@link GiveUp} go before any policy. Immutable; made by {@link #builder}.
 *
 * <pre>{@code
 * RetryPolicy policy =
 *     RetryPolicy.builder()
 *         .attempts(5)
 *         .backoff(Backoff.of(Duration.ofSeconds(1), Duration.ofMinutes(5)))
 *         .retryOn(IOException.class)
 *         .onOutOfMemory(heapTimes(2), upTo("2g"))
 *         .build();
 * }</pre>
 *
 * @param attempts how many attempts may end with an exception, the last one included; 1 to {@value
 *     #MAX_ATTEMPTS}
 * @param crashAttempts how many processes may die under the task; 1 to {@value #MAX_ATTEMPTS}
 * @param timeoutAttempts how many attempts may exceed their limit; 1 to {@value #MAX_ATTEMPTS}
 * @param backoff how long to wait after an exception or a time limit
 * @param crashBackoff how long to wait after the death of a process; none: the same slot runs the
 *     task again in a fresh process, without a way over the broker
 * @param retryOn the classes of the exceptions after which there is another attempt; empty for all
 * @param giveUpOn the classes of the exceptions that are final; they go before {@code retryOn}
 * @param retryIf the name of a method that is asked as well; empty for none
 * @param onOutOfMemory what changes when a process has run out of memory; empty for nothing
 * @param onTimeout what changes when a limit was exceeded; empty for nothing
 */
public record RetryPolicy(
    int attempts,
    int crashAttempts,
    int timeoutAttempts,
    Backoff backoff,
    Backoff crashBackoff,
    List<String> retryOn,
    List<String> giveUpOn,
    Optional<String> retryIf,
    Optional<HeapEscalation> onOutOfMemory,
    Optional<LimitEscalation> onTimeout) {

  /** The default number of attempts for a task that throws, or takes too long. */
  public static final int DEFAULT_ATTEMPTS = 1;

  /** The default number of attempts for a task whose process dies. */
  public static final int DEFAULT_CRASH_ATTEMPTS = 3;

  /** The most attempts that can be asked for, of each kind. */
  public static final int MAX_ATTEMPTS = 100;

  /** The most classes that can be named in each list. */
  public static final int MAX_CLASSES = 100;

  /** The default wait: a second at first, doubled each time, a minute at most, a fifth random. */
  public static final Backoff DEFAULT_BACKOFF =
      Backoff.of(Duration.ofSeconds(1), Duration.ofMinutes(1));

  private static final RetryPolicy DEFAULTS = builder().build();

  /** Checks the bounds. */
  public RetryPolicy {
    checkAttempts("attempts", attempts);
    checkAttempts("crashAttempts", crashAttempts);
    checkAttempts("timeoutAttempts", timeoutAttempts);
    Objects.requireNonNull(backoff, "backoff");
    Objects.requireNonNull(crashBackoff, "crashBackoff");
    retryOn = checkedClasses("retryOn", retryOn);
    giveUpOn = checkedClasses("giveUpOn", giveUpOn);
    retryIf.ifPresent(RetryPolicy::checkMethod);
    Objects.requireNonNull(onOutOfMemory, "onOutOfMemory");
    Objects.requireNonNull(onTimeout, "onTimeout");
  }

  private static void checkAttempts(String name, int value) {
    if (value < 1 || value > MAX_ATTEMPTS) {
      throw new IllegalArgumentException(name + " must be 1 to " + MAX_ATTEMPTS + ", not " + value);
    }
  }

  private static List<String> checkedClasses(String name, List<String> classes) {
    if (classes.size() > MAX_CLASSES) {
      throw new IllegalArgumentException(
          name + " takes at most " + MAX_CLASSES + " classes, not " + classes.size());
    }
    return List.copyOf(classes);
  }

  private static void checkMethod(String name) {
    String[] parts = name.split("::", 2);
    if (parts.length < 2 || parts[0].isBlank() || parts[1].split("\\(", 2)[0].isBlank()) {
      throw new IllegalArgumentException(
          "retryIf takes the name of a method, package.Class::method, not \"" + name + "\"");
    }
  }

  /**
   * The policy that a pool has if nothing else is said.
   *
   * @return {@value #DEFAULT_CRASH_ATTEMPTS} attempts for a crash, one for anything else
   */
  public static RetryPolicy ofDefaults() {
    return DEFAULTS;
  }

  /**
   * Begins with the default policy.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Whether the types of an exception allow another attempt.
   *
   * @param thrown what the task threw
   * @return true if {@code retryOn} names its class or one above it, or nothing at all, and {@code
   *     giveUpOn} does not
   */
  public boolean covers(Throwable thrown) {
    return (retryOn.isEmpty() || names(retryOn, thrown)) && !names(giveUpOn, thrown);
  }

  /** Of a part only, because every call that is submitted asks for it. */
  @Override
  public int hashCode() {
    return 31 * attempts + crashAttempts;
  }

  private static boolean names(List<String> classes, Throwable thrown) {
    return !classes.isEmpty()
        && Stream.<Class<?>>iterate(thrown.getClass(), Objects::nonNull, Class::getSuperclass)
            .anyMatch(each -> classes.contains(each.getName()));
  }

  /** Collects what a policy says. Not thread-safe. */
  public static final class Builder {

    private int attempts = DEFAULT_ATTEMPTS;
    private int crashAttempts = DEFAULT_CRASH_ATTEMPTS;
    private int timeoutAttempts = DEFAULT_ATTEMPTS;
    private Backoff backoff = DEFAULT_BACKOFF;
    private Backoff crashBackoff = Backoff.none();
    private final List<String> retryOn = new ArrayList<>();
    private final List<String> giveUpOn = new ArrayList<>();
    private Optional<String> retryIf = Optional.empty();
    private Optional<HeapEscalation> onOutOfMemory = Optional.empty();
    private Optional<LimitEscalation> onTimeout = Optional.empty();

    private Builder() {}

    /**
     * Sets how many attempts may end with an exception.
     *
     * @param count 1 (no second attempt, the default) to {@value #MAX_ATTEMPTS}
     * @return this builder
     */
    public Builder attempts(int count) {
      attempts = count;
      return this;
    }

    /**
     * Sets how many processes may die under a task.
     *
     * @param count 1 (no second attempt) to {@value #MAX_ATTEMPTS}; default {@value
     *     #DEFAULT_CRASH_ATTEMPTS}
     * @return this builder
     */
    public Builder crashAttempts(int count) {
      crashAttempts = count;
      return this;
    }

    /**
     * Sets how many attempts may exceed their time limit.
     *
     * @param count 1 (no second attempt, the default) to {@value #MAX_ATTEMPTS}
     * @return this builder
     */
    public Builder timeoutAttempts(int count) {
      timeoutAttempts = count;
      return this;
    }

    /**
     * Sets how long to wait after an exception or a time limit. The task waits on the broker; no
     * worker is held.
     *
     * @param waits default {@link #DEFAULT_BACKOFF}
     * @return this builder
     */
    public Builder backoff(Backoff waits) {
      backoff = waits;
      return this;
    }

    /**
     * Sets how long to wait after the death of a process. Any worker host may then run the task
     * next; without a wait it stays where it is.
     *
     * @param waits default {@link Backoff#none()}
     * @return this builder
     */
    public Builder crashBackoff(Backoff waits) {
      crashBackoff = waits;
      return this;
    }

    /**
     * Tries again only after exceptions of these classes, subclasses included. Adds to those named
     * before.
     *
     * @param types the classes; default all
     * @return this builder
     */
    @SafeVarargs
    public final Builder retryOn(Class<? extends Throwable>... types) {
      for (Class<?> each : types) {
        retryOn.add(each.getName());
      }
      return this;
    }

    /**
     * Never tries again after exceptions of these classes, subclasses included, whatever {@link
     * #retryOn} says. Adds to those named before.
     *
     * @param types the classes; default none
     * @return this builder
     */
    @SafeVarargs
    public final Builder giveUpOn(Class<? extends Throwable>... types) {
      for (Class<?> each : types) {
        giveUpOn.add(each.getName());
      }
      return this;
    }

    /**
     * Tries again only after exceptions that a method says yes to, which runs where the task does.
     * It is asked after {@link #retryOn} and {@link #giveUpOn}; if it throws, the exception of the
     * task is final.
     *
     * @param method {@code package.Class::method}: static, with one parameter of {@code Throwable}
     *     or a subclass of it, and a {@code boolean} result; annotated like a task where tasks have
     *     to be. A task is rejected if there is no such method. Default: none
     * @return this builder
     */
    public Builder retryIf(String method) {
      retryIf = Optional.of(Objects.requireNonNull(method, "method"));
      return this;
    }

    /**
     * Runs a task whose process has run out of memory in one with a larger heap next time, within
     * {@link #crashAttempts}.
     *
     * @param times how much larger, {@link HeapEscalation#heapTimes}
     * @param upTo the largest, {@link HeapEscalation#upTo}
     * @return this builder
     * @throws IllegalArgumentException if a value is out of its bounds
     */
    public Builder onOutOfMemory(HeapEscalation.Times times, HeapEscalation.Size upTo) {
      onOutOfMemory = Optional.of(new HeapEscalation(times.factor(), upTo.bytes()));
      return this;
    }

    /**
     * Gives a task that has exceeded its limit a longer one next time, within {@link
     * #timeoutAttempts}.
     *
     * @param times how much longer, {@link LimitEscalation#limitTimes}
     * @param upTo the longest; more than zero, at most 365 days
     * @return this builder
     * @throws IllegalArgumentException if a value is out of its bounds
     */
    public Builder onTimeout(LimitEscalation.Times times, Duration upTo) {
      onTimeout = Optional.of(new LimitEscalation(times.factor(), upTo));
      return this;
    }

    /**
     * Makes the policy.
     *
     * @return the policy
     * @throws IllegalArgumentException if a value is out of its bounds
     */
    public RetryPolicy build() {
      return new RetryPolicy(
          attempts,
          crashAttempts,
          timeoutAttempts,
          backoff,
          crashBackoff,
          retryOn,
          giveUpOn,
          retryIf,
          onOutOfMemory,
          onTimeout);
    }
  }
}
