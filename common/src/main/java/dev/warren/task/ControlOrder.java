package dev.warren.task;

import java.util.Objects;

/**
 * What an operator tells a worker host. Immutable.
 *
 * @param id tells the orders apart, by an id that nobody can guess; a host carries out each once
 * @param to the queue where the host listens; it is for nobody else
 * @param action what it is to do
 * @param slots how many worker processes it is to have, for {@link Action#SCALE}; 0 for the others
 */
public record ControlOrder(String id, String to, Action action, int slots) {

  /** The most worker processes that a host can be told to have: 1,000. */
  public static final int MAX_SLOTS = 1_000;

  /** What a host can be told. */
  public enum Action {
    /** To say how it is. */
    REPORT,
    /** To have another number of worker processes. */
    SCALE,
    /** To take nothing more, finish what runs, and end. */
    DRAIN,
    /** To end at once; what runs goes back to the queue. */
    STOP
  }

  /** Checks the number of slots. */
  public ControlOrder {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(action, "action");
    if (action == Action.SCALE) {
      checkSlots(slots);
    }
  }

  /**
   * Checks how many worker processes a host is to have.
   *
   * @param count the number
   * @return the same
   * @throws IllegalArgumentException if it is not 1 to {@value #MAX_SLOTS}
   */
  public static int checkSlots(int count) {
    if (count < 1 || count > MAX_SLOTS) {
      throw new IllegalArgumentException(
          "a worker host has 1 to "
              + MAX_SLOTS
              + " worker processes, not "
              + count
              + (count == 0 ? ": to end it, drain or stop it" : ""));
    }
    return count;
  }
}
