package dev.warren.cli;

/** The exit codes of the command. */
final class Exit {

  static final int OK = 0;

  /** Some task failed, or its result is missing. */
  static final int WORK_FAILED = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  /** The broker, a file or a process cannot be used. */
  static final int ENVIRONMENT = 3;

  private static final int SIGNAL_BASE = 128;
  private static final int PIPE = 13;

  /** Nobody reads the output any more: what a shell shows for a program that this ends. */
  static final int BROKEN_PIPE = SIGNAL_BASE + PIPE;

  private Exit() {}

  /** What a shell shows for a program that a signal has ended. */
  static int signal(int number) {
    return SIGNAL_BASE + number;
  }
}
