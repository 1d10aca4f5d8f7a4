package dev.warren.task;

/**
 * The right to run one call, or to start one, of which the broker has as many as a limit allows.
 * Immutable.
 *
 * @param since the number of the setting that has made it
 * @param index which of its queue's permits it is, from 1
 */
public record Permit(long since, int index) {

  /** Checks the bounds. */
  public Permit {
    if (since < 1 || index < 1) {
      throw new IllegalArgumentException(
          "a permit has numbers of 1 and more, not " + since + " and " + index);
    }
  }
}
