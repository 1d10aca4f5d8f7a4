package dev.warren.cli;

/** Ends a command with an exit code and, unless the message is empty, one line about it. */
final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** The command line, or what stands in for it, is wrong. */
  static CommandException usage(String message) {
    return new CommandException(Exit.USAGE, message, null);
  }

  /** Something outside of this program cannot be used. */
  static CommandException environment(String message, Throwable cause) {
    return new CommandException(Exit.ENVIRONMENT, message, cause);
  }

  /** Something ends a command whose exit codes have a meaning of their own. */
  static CommandException of(int exitCode, String message, Throwable cause) {
    return new CommandException(exitCode, message, cause);
  }

  /** A signal asked for the end. */
  static CommandException stopped(int signal) {
    return new CommandException(Exit.signal(signal), "", null);
  }

  /** The reader of our output has gone: no reason to say anything. */
  static CommandException brokenPipe(Throwable cause) {
    return new CommandException(Exit.BROKEN_PIPE, "", cause);
  }

  int exitCode() {
    return exitCode;
  }
}
