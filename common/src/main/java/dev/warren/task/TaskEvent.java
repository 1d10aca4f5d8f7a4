package dev.warren.task;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What happens while a task runs, told before its outcome: a closed set. Immutable. */
public sealed interface TaskEvent {

  /** In the place of a task's id: no task, or nobody knows which. */
  long NO_TASK = -1;

  /**
   * The task it belongs to.
   *
   * @return the task's id, unique in its pool, or {@link #NO_TASK}
   */
  long id();

  /**
   * The task has been running for a while.
   *
   * @param id the task
   * @param attempt 1 for its first
   */
  record Running(long id, int attempt) implements TaskEvent {}

  /**
   * The task has printed a line.
   *
   * @param id the task, or {@link #NO_TASK}
   * @param error whether to the standard error
   * @param text the line, without its end
   */
  record Printed(long id, boolean error, String text) implements TaskEvent {
    /** Checks that there is a text. */
    public Printed {
      Objects.requireNonNull(text, "text");
    }
  }

  /**
   * The task has told how far it has got.
   *
   * @param id the task
   * @param attempt 1 for its first
   * @param done how much is done, at least 0
   * @param total how much there is to do; 0 if unknown
   * @param message what is being done
   */
  record Progress(long id, int attempt, long done, long total, String message)
      implements TaskEvent {
    /** Checks the numbers, and cuts the message. */
    public Progress {
      if (done < 0 || total < 0) {
        throw new IllegalArgumentException(
            "done and total must be at least 0, not " + done + " and " + total);
      }
      if (message.length() > TaskContext.MAX_MESSAGE) {
        message = message.substring(0, TaskContext.MAX_MESSAGE);
      }
    }
  }

  /**
   * A host wants to know whether a batch may begin: it has waited and its time has come, or the
   * producer may have sent it again.
   *
   * @param millis when it was due, in milliseconds since 1970; 0 if it had not to wait
   */
  record Due(long millis) implements TaskEvent {
    @Override
    public long id() {
      return NO_TASK;
    }
  }

  /**
   * A worker host has batches that it has not answered in full: its lease of them goes on.
   *
   * @param batches their ids
   */
  record Holding(List<Long> batches) implements TaskEvent {
    /** Copies the list. */
    public Holding {
      batches = List.copyOf(batches);
    }

    @Override
    public long id() {
      return NO_TASK;
    }
  }

  /**
   * An attempt at the task has ended without success, and the broker keeps it for the next one.
   *
   * @param id the task
   * @param due when the next attempt may begin, by the clock of the worker host
   * @param ended the attempt that has ended
   */
  record Retrying(long id, Instant due, Attempt ended) implements TaskEvent {
    /** Checks that nothing is missing. */
    public Retrying {
      Objects.requireNonNull(due, "due");
      Objects.requireNonNull(ended, "ended");
    }

    /**
     * The number of the next attempt.
     *
     * @return at least 2
     */
    public int attempt() {
      return ended.number() + 1;
    }

    /**
     * How long the call waits, whatever clock anybody else has.
     *
     * @return from the end of the attempt to when the next one may begin; zero or more
     */
    public Duration pause() {
      Duration pause = Duration.between(ended.startedAt().plus(ended.duration()), due);
      return pause.isNegative() ? Duration.ZERO : pause;
    }
  }

  /**
   * A marker of the producer has come out of the task queue, and so has all that it had published
   * there before.
   *
   * @param marker the marker's number
   */
  record Passed(long marker) implements TaskEvent {
    @Override
    public long id() {
      return NO_TASK;
    }
  }

  /**
   * Lines were left out because they came faster than they could be passed on.
   *
   * @param lines how many since this was last said
   */
  record Dropped(long lines) implements TaskEvent {
    @Override
    public long id() {
      return NO_TASK;
    }
  }
}
