package dev.warren.cli.parallel;

import java.time.Duration;
import java.util.Optional;

/**
 * How commands are run.
 *
 * @param command the command line
 * @param repeatsWords whether a word with all arguments in it is repeated for each of them
 * @param jobs how many run at the same time; 1 or more
 * @param tries how often a command is run until it succeeds; 0 for no limit
 * @param timeout how long it may take; empty for no limit
 * @param delay how long to wait after one start before the next; 0 for not at all
 * @param halt when to end early
 * @param dryRun whether to print the commands and run none
 * @param shell what runs a command line
 * @param transfer which files go with a command and come back
 */
public record RunSettings(
    Template command,
    boolean repeatsWords,
    int jobs,
    int tries,
    Optional<Duration> timeout,
    Duration delay,
    HaltRule halt,
    boolean dryRun,
    String shell,
    TransferSettings transfer) {

  /** Which shell runs the commands, unless the environment names one. */
  public static final String SHELL = "/bin/sh";

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of its bounds
   */
  public RunSettings {
    if (jobs < 1) {
      throw new IllegalArgumentException("--jobs must be at least 1, not " + jobs);
    }
    if (tries < 0) {
      throw new IllegalArgumentException("--retries must be 0 or more, not " + tries);
    }
    if (timeout.isPresent() && timeout.get().isZero()) {
      throw new IllegalArgumentException("--timeout must be more than 0");
    }
  }
}
