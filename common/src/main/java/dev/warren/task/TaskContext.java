package dev.warren.task;

import java.time.Instant;
import java.util.Optional;

/**
 * What a running task can learn about itself, and a way to tell how far it has got. Needs nothing
 * on the class path but the module that this class is in. Thread-safe.
 *
 * <pre>{@code
 * public static long importRows(String file) {
 *   TaskContext context = TaskContext.current();
 *   ...
 *   context.progress(done, total, "importing " + file);
 * }
 * }</pre>
 *
 * <p>A worker process runs one task at a time, so the context is that of the process: every thread
 * in it gets the same, those that the task has started and those of pools that are older than the
 * task included. A thread that outlives its task gets the context of the next one, or none. An
 * object that was asked for once stays that of its own task; when that has ended, its progress goes
 * nowhere.
 */
public interface TaskContext {

  /**
   * The task that this process runs now.
   *
   * @return its context
   * @throws IllegalStateException outside a task
   */
  static TaskContext current() {
    return CurrentTask.find()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no task is running in this process: call TaskContext.current() in a method"
                        + " that a pool runs, not in the program that submits it, in an"
                        + " initializer, or in a thread that has outlived its task"));
  }

  /**
   * The task.
   *
   * @return its id, unique in the pool that has submitted it
   */
  long taskId();

  /**
   * Counts how often the task was begun: again when its process has died, and as often as its
   * {@link dev.warren.retry.RetryPolicy} allows, or it has asked for by {@link
   * dev.warren.retry.RetryLater}.
   *
   * @return 1 for the first
   */
  int attempt();

  /**
   * When the task has to be done.
   *
   * @return the moment; empty if it has no limit, and so far none has
   */
  Optional<Instant> deadline();

  /**
   * The worker host that this process belongs to.
   *
   * @return its name; {@code local} in a pool with local workers
   */
  String worker();

  /**
   * This process.
   *
   * @return its process id
   */
  long pid();

  /**
   * Tells the producer how far the task has got, if it listens. Returns at once. Of reports in
   * quick succession only the last is sent, some twenty milliseconds later or when the task ends.
   *
   * @param done how much is done, in whatever unit the task counts; at least 0
   * @param total how much there is to do in the same unit; 0 if that is not known
   * @param message what is being done, at most {@value #MAX_MESSAGE} characters, the rest is cut
   * @throws IllegalArgumentException if a number is negative
   */
  void progress(long done, long total, String message);

  /** Characters kept of a progress report's message. */
  int MAX_MESSAGE = 1_000;
}
