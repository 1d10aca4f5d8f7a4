package dev.warren.task;

import java.time.Instant;
import java.util.Objects;

/** What is written into the journal of a queue about it and its jobs: a closed set. Immutable. */
public sealed interface JobEntry {

  /**
   * When it was written.
   *
   * @return by the clock of whoever wrote it
   */
  Instant at();

  /** An entry about one job. */
  sealed interface OfJob extends JobEntry {

    /**
     * Which job.
     *
     * @return its id
     */
    JobId job();
  }

  /**
   * Somebody has begun to submit a job.
   *
   * @param job which
   * @param at when
   * @param name what people call it; empty for nothing
   * @param task what it runs
   * @param priority how urgent it is, 0 to 9
   * @param chunk how many calls its submitter puts into a message
   * @param key what makes it the same job as another with that key; empty for nothing
   * @param keyUntil until when another one with that key is the same
   * @param due when its first call may begin
   * @param expires when it is forgotten, with its results
   * @param limitKey whose limit its calls count for, beside that of the queue; empty for none
   */
  record Begun(
      JobId job,
      Instant at,
      String name,
      String task,
      int priority,
      int chunk,
      String key,
      Instant keyUntil,
      Instant due,
      Instant expires,
      String limitKey)
      implements OfJob {
    /** Checks that nothing is missing. */
    public Begun {
      Objects.requireNonNull(job, "job");
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(task, "task");
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(keyUntil, "keyUntil");
      Objects.requireNonNull(due, "due");
      Objects.requireNonNull(expires, "expires");
      QueueLimit.checkKey(limitKey);
    }
  }

  /**
   * The broker has all calls of a job.
   *
   * @param job which
   * @param at when
   * @param calls how many there are
   */
  record Submitted(JobId job, Instant at, long calls) implements OfJob {}

  /**
   * Somebody does not want a job any more.
   *
   * @param job which
   * @param at when
   */
  record Cancelled(JobId job, Instant at) implements OfJob {}

  /**
   * Every call of a job has an outcome, as somebody has seen.
   *
   * @param job which
   * @param at when
   * @param failed how many of them are no results
   */
  record Done(JobId job, Instant at, long failed) implements OfJob {}

  /**
   * A job is forgotten: its results are gone.
   *
   * @param job which
   * @param at when
   */
  record Forgotten(JobId job, Instant at) implements OfJob {}

  /**
   * Somebody sends to so many shards of the queue; whoever serves it serves all of them from now
   * on. A queue has as many as was ever said.
   *
   * @param at when
   * @param shards how many, the queue itself among them
   */
  record Sharded(Instant at, int shards) implements JobEntry {

    /** The largest number of shards: 64. */
    public static final int MOST = 64;

    /** Checks the bounds. */
    public Sharded {
      if (shards < 1 || shards > MOST) {
        throw new IllegalArgumentException("shards must be 1 to " + MOST + ", not " + shards);
      }
    }
  }

  /**
   * Worker hosts take nothing from the queue from now on.
   *
   * @param at when
   */
  record Paused(Instant at) implements JobEntry {}

  /**
   * Worker hosts take from the queue again.
   *
   * @param at when
   */
  record Resumed(Instant at) implements JobEntry {}

  /**
   * Other limits hold for the calls of the queue, or of its jobs with one key, from now on. It
   * counts if its number is higher than that of the one before it.
   *
   * @param limit the limits, and whose
   * @param at when
   */
  record Limited(QueueLimit limit, Instant at) implements JobEntry {}
}
