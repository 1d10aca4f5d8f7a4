package dev.warren.cli.parallel;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What becomes of what the commands write.
 *
 * @param grouping when it is printed
 * @param keepsOrder whether it is printed in the order of the input
 * @param tag what each line begins with, before a tab; empty for nothing
 * @param results the folder in which it is kept as well; empty if it is not
 */
public record OutputSettings(
    Grouping grouping, boolean keepsOrder, Optional<Template> tag, Optional<Path> results) {

  /** When output is printed. */
  public enum Grouping {
    /** All of a command's when the command has ended. */
    COMMANDS,
    /** Each line when it is whole. */
    LINES,
    /** As it comes. */
    NONE
  }

  /**
   * Checks that the settings go together.
   *
   * @throws IllegalArgumentException if they do not
   */
  public OutputSettings {
    if (grouping != Grouping.COMMANDS && (keepsOrder || results.isPresent())) {
      throw new IllegalArgumentException(
          "--keep-order and --results hold the output until a command has ended: leave out"
              + " --ungroup and --line-buffer");
    }
    if (grouping == Grouping.NONE && tag.isPresent()) {
      throw new IllegalArgumentException(
          "--tag needs whole lines: take --line-buffer in place of --ungroup");
    }
  }
}
