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
 * @param perCommand how many arguments a command takes, if they fit; {@link #LINE} for as many as
 *     one line has, {@link #NONE} for a command for each line that takes none of it
 * @param sharesOut whether the last arguments are shared out evenly among the slots
 */
public record InputSettings(
    List<InputSource> sources, InputFormat format, int perCommand, boolean sharesOut) {

  /** As many arguments as one line has. */
  public static final int LINE = -1;

  /** No argument, but still a command for each line. */
  public static final int NONE = 0;

  /** As many arguments as fit. */
  public static final int AS_MANY_AS_FIT = Integer.MAX_VALUE;

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is less than -1
   */
  public InputSettings {
    sources = List.copyOf(sources);
    if (perCommand < LINE) {
      throw new IllegalArgumentException("--max-args must be 0 or more, not " + perCommand);
    }
  }

  /** Opens the sources; {@code fits}: which arguments one command can take. */
  Iterator<List<String>> open(InputStream standard, int slots, Predicate<List<String>> fits) {
    Iterator<List<String>> lines = new Input(standard, format).open(sources);
    return switch (perCommand) {
      case LINE -> lines;
      case NONE -> withoutArguments(lines);
      default -> new ArgumentGroups(lines, perCommand, sharesOut ? slots : 0, fits);
    };
  }

  private static Iterator<List<String>> withoutArguments(Iterator<List<String>> lines) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return lines.hasNext();
      }

      @Override
      public List<String> next() {
        lines.next();
        return List.of();
      }
    };
  }
}
