package dev.warren.job;

import java.util.Locale;

/** How far a job has come. */
public enum JobState {
  /** Not all of its calls are on the broker: it is being submitted, or its submitter has died. */
  SUBMITTING,
  /** All of its calls are on the broker; some have no outcome. */
  OPEN,
  /** Every call has an outcome. */
  DONE,
  /** Nobody wants it any more: what had not begun does not run. */
  CANCELLED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
