package dev.warren.cli.parallel;

import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Where arguments come from.
 *
 * @param sources the sources; none for the standard input
 * @param format how values are read from them
 * @param perCommand how many arguments a command takes, if they fit; 0 for as many as one line has
 * @param sharesOut whether the last arguments are shared out evenly among the slots
 */
public record InputSettings(
    List<InputSource> sources, InputFormat format, int perCommand, boolean sharesOut) {

  /** As many arguments as fit. */
  public static final int AS_MANY_AS_FIT = Integer.MAX_VALUE;

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is less than 0
   */
  public InputSettings {
    sources = List.copyOf(sources);
    if (perCommand < 0) {
      throw new IllegalArgumentException("--max-args must be at least 1, not " + perCommand);
    }
  }

  /** Opens the sources; {@code fits}: which arguments one command can take. */
  Iterator<List<String>> open(InputStream standard, int slots, Predicate<List<String>> fits) {
    Iterator<List<String>> lines = new Input(standard, format).open(sources);
    return perCommand == 0
        ? lines
        : new ArgumentGroups(lines, perCommand, sharesOut ? slots : 0, fits);
  }
}
