package dev.warren.task;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of a message in a dead queue, beside the message itself. Texts are cut to {@value
 * #MAX_TEXT} characters. Immutable.
 *
 * @param reason why it is there
 * @param task what was to run, as {@link TaskName} writes it; empty for a raw message
 * @param taskId the task's id, unique in its pool; {@link TaskEvent#NO_TASK} for a raw message
 * @param host the name of the worker host that gave it up
 * @param pid the process that ran it last; 0 if none did
 * @param at when it was given up, by the clock of that host
 * @param why what was wrong
 * @param outcome what its producer was told, possibly cut short; empty for a raw message, and where
 *     even the shortest form was too long
 */
public record PostMortem(
    DeadReason reason,
    String task,
    long taskId,
    String host,
    long pid,
    Instant at,
    String why,
    Optional<Outcome> outcome) {

  /** Characters kept of each text. */
  public static final int MAX_TEXT = 1_000;

  /** Checks that nothing is missing, and cuts what is too long. */
  public PostMortem {
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(outcome, "outcome");
    task = cut(task);
    host = cut(host);
    why = cut(why);
  }

  private static String cut(String text) {
    String kept = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    // Half of a surrogate pair cannot be written as UTF-8: it becomes a question mark.
    return new String(kept.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /**
   * Describes a message of which nobody knows which tasks it is about.
   *
   * @param reason why it is dead
   * @param host the name of the worker host that gave it up
   * @param at when
   * @param why what is wrong with it
   * @return the description
   */
  public static PostMortem raw(DeadReason reason, String host, Instant at, String why) {
    return new PostMortem(reason, "", TaskEvent.NO_TASK, host, 0, at, why, Optional.empty());
  }
}
