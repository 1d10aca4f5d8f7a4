package dev.warren.task;

import java.util.List;
import java.util.Locale;

/** Why a message is in a dead queue: a closed set. */
public enum DeadReason {
  /** The task threw an exception, and was not to be tried again. */
  FAILED,
  /** The processes that ran the task died with it. */
  DIED,
  /** The task ran for longer than its limit. */
  TIMED_OUT,
  /**
   * The call was refused before it ran: no such task, not allowed, or arguments that do not fit.
   */
  REJECTED,
  /** The signature of the batch was missing or wrong; none of its calls was looked at. */
  UNSIGNED,
  /** The message was no batch of tasks. */
  UNDECODABLE;

  /**
   * Reads a reason as {@link #toString} writes it.
   *
   * @param text for example {@code failed}
   * @return the reason
   * @throws IllegalArgumentException if there is none of that name
   */
  public static DeadReason parse(String text) {
    List<DeadReason> all = List.of(values());
    return all.stream()
        .filter(each -> each.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("a reason is one of " + all + ", not " + text));
  }

  /**
   * Whether the message is as it came, not one call of a batch.
   *
   * @return true if nobody knows which tasks it was about
   */
  public boolean isRaw() {
    return this == UNSIGNED || this == UNDECODABLE;
  }

  /** The name as it is written in messages and on command lines, in small letters without lines. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace("_", "");
  }
}
