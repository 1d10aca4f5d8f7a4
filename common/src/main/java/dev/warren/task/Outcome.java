package dev.warren.task;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What became of a task: a closed set. Immutable. */
public sealed interface Outcome {

  /**
   * The task it belongs to.
   *
   * @return the task's id, unique in its pool
   */
  long id();

  /**
   * The task returned a value.
   *
   * @param id the task
   * @param value the value as JSON text in UTF-8; not to be modified
   */
  record Succeeded(long id, byte[] value) implements Outcome {}

  /**
   * The task threw an exception, or its result could not be encoded.
   *
   * @param id the task
   * @param failure the exception
   */
  record Failed(long id, Failure failure) implements Outcome {}

  /**
   * The process that ran the task died with it, on every attempt that the retry policy allows.
   *
   * @param id the task
   * @param deaths one entry for each attempt, in order
   */
  record WorkerDied(long id, List<Death> deaths) implements Outcome {
    /** Copies the list. */
    public WorkerDied {
      deaths = List.copyOf(deaths);
    }
  }

  /**
   * The task has run for longer than it may.
   *
   * @param id the task
   * @param hard whether its process was killed for it; false if it has ended by an exception after
   *     it was interrupted
   * @param limit how long it was given
   * @param failure what it threw; empty if its process was killed
   */
  record TimedOut(long id, boolean hard, Duration limit, Optional<Failure> failure)
      implements Outcome {
    /** Checks that nothing is missing. */
    public TimedOut {
      Objects.requireNonNull(limit, "limit");
      Objects.requireNonNull(failure, "failure");
    }
  }

  /**
   * The call was refused before it ran: no such task, not allowed, or arguments that do not fit.
   *
   * @param id the task
   * @param reason what is wrong and what to do
   */
  record Rejected(long id, String reason) implements Outcome {}

  /**
   * The call was cancelled before it had an outcome of its own.
   *
   * @param id the task
   * @param begun whether it was running, and its process was killed for it, or may have run on a
   *     host that was lost; false if it never ran
   */
  record Cancelled(long id, boolean begun) implements Outcome {}

  /**
   * The call did not begin in time, and never will.
   *
   * @param id the task
   * @param at when it expired
   */
  record Expired(long id, Instant at) implements Outcome {}
}
