package dev.warren.task;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/** How an attempt has ended that did not succeed: a closed set. Immutable. */
public sealed interface Ending {

  /** Characters kept of a text in an ending; a longer one is cut. */
  int MAX_TEXT = 1_000;

  /**
   * Says in a few words what happened.
   *
   * @return one line, for a log or a message
   */
  String summary();

  /**
   * The task threw an exception.
   *
   * @param type the exception's class name
   * @param message what it said, cut to {@value #MAX_TEXT} characters; empty for nothing
   */
  record Failed(String type, String message) implements Ending {

    /** Checks that there is a type, and cuts the message. */
    public Failed {
      Objects.requireNonNull(type, "type");
      message = cut(message);
    }

    /**
     * The short form of a failure.
     *
     * @param failure the failure
     * @return its type and the beginning of its message
     */
    public static Failed of(Failure failure) {
      return new Failed(failure.type(), failure.message() == null ? "" : failure.message());
    }

    @Override
    public String summary() {
      return message.isEmpty() ? type : type + ": " + message;
    }
  }

  /**
   * The task has asked to be run again later.
   *
   * @param delay after how long
   * @param reason why, cut to {@value #MAX_TEXT} characters; empty if it did not say
   */
  record Later(Duration delay, String reason) implements Ending {

    /** Checks that there is a delay, and cuts the reason. */
    public Later {
      Objects.requireNonNull(delay, "delay");
      reason = cut(reason);
    }

    @Override
    public String summary() {
      return "asked to run again in " + delay + (reason.isEmpty() ? "" : ": " + reason);
    }
  }

  /**
   * The process that ran the task died with it.
   *
   * @param death how
   */
  record Died(Death death) implements Ending {

    /** Checks that it is given. */
    public Died {
      Objects.requireNonNull(death, "death");
    }

    @Override
    public String summary() {
      return "died: " + death.summary();
    }
  }

  /**
   * The task did not end within its limit.
   *
   * @param hard whether its process was killed for it; false if the task ended when it was
   *     interrupted
   * @param limit how long it was given
   */
  record TimedOut(boolean hard, Duration limit) implements Ending {

    /** Checks that there is a limit. */
    public TimedOut {
      Objects.requireNonNull(limit, "limit");
    }

    @Override
    public String summary() {
      return (hard ? "killed" : "interrupted") + " after its limit of " + limit;
    }
  }

  /** Half of a surrogate pair cannot be written as UTF-8: it becomes a question mark. */
  private static String cut(String text) {
    String kept = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    return new String(kept.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
