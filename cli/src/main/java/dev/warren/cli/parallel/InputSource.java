package dev.warren.cli.parallel;

import java.util.List;

/** Where arguments come from. */
sealed interface InputSource {

  /** Whether each value belongs to one value of the source before, and not to all of them. */
  boolean linked();

  /**
   * Values on the command line.
   *
   * @param values the values
   * @param linked see {@link InputSource#linked()}
   */
  record Values(List<String> values, boolean linked) implements InputSource {}

  /**
   * The records of a file.
   *
   * @param name its name; {@code -} for the standard input
   * @param linked see {@link InputSource#linked()}
   */
  record File(String name, boolean linked) implements InputSource {

    static final String STANDARD_INPUT = "-";

    boolean isStandardInput() {
      return name.equals(STANDARD_INPUT);
    }
  }
}
