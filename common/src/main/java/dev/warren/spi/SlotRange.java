package dev.warren.spi;

import dev.warren.task.ControlOrder;

/**
 * How few and how many worker processes a host has that scales itself by what waits.
 *
 * @param least 1 or more; with so many it starts
 * @param most {@code least} or more, at most {@value ControlOrder#MAX_SLOTS}
 */
public record SlotRange(int least, int most) {

  /** Checks the bounds. */
  public SlotRange {
    if (least < 1 || most < least || most > ControlOrder.MAX_SLOTS) {
      throw new IllegalArgumentException(
          "a host scales itself between 1 or more processes and so many or more, at most "
              + ControlOrder.MAX_SLOTS
              + ", not between "
              + least
              + " and "
              + most);
    }
  }

  /**
   * Reads a range.
   *
   * @param text as {@code 1-8}
   * @return the range
   * @throws IllegalArgumentException if it is none
   */
  public static SlotRange parse(String text) {
    String[] parts = text.split("-", 2);
    try {
      if (parts.length == 2) {
        return new SlotRange(
            Integer.parseInt(parts[0].strip()), Integer.parseInt(parts[1].strip()));
      }
    } catch (NumberFormatException e) {
      // Said below, as of what has no dash.
    }
    throw new IllegalArgumentException("'" + text + "' is no range such as 1-8");
  }

  /**
   * The number of the range that is nearest to another.
   *
   * @param count any number
   * @return one that is in the range
   */
  public int clamp(long count) {
    return (int) Math.max(least, Math.min(most, count));
  }

  @Override
  public String toString() {
    return least + "-" + most;
  }
}
