package dev.warren.retry;

/**
 * How often a task is tried before its failure is final.
 *
 * <p>An exception that a task throws is final at once, as in Python's {@code multiprocessing.pool}.
 * The death of the process that ran it is not: the task is run again in a fresh process.
 *
 * @param crashAttempts how many processes a task may lose before it ends as {@code WorkerDied}; at
 *     least 1, 1 meaning no second try; default {@value #DEFAULT_CRASH_ATTEMPTS}
 */
public record RetryPolicy(int crashAttempts) {

  /** The default number of attempts for a task whose process dies. */
  public static final int DEFAULT_CRASH_ATTEMPTS = 3;

  /** The most attempts that can be asked for. */
  public static final int MAX_CRASH_ATTEMPTS = 100;

  /** Checks the bounds. */
  public RetryPolicy {
    if (crashAttempts < 1 || crashAttempts > MAX_CRASH_ATTEMPTS) {
      throw new IllegalArgumentException(
          "crashAttempts must be 1 to " + MAX_CRASH_ATTEMPTS + ", not " + crashAttempts);
    }
  }

  /**
   * The policy that a pool has if nothing else is said.
   *
   * @return {@value #DEFAULT_CRASH_ATTEMPTS} attempts for a crash, none for an exception
   */
  public static RetryPolicy ofDefaults() {
    return new RetryPolicy(DEFAULT_CRASH_ATTEMPTS);
  }
}
