package dev.warren.subprocess;

import dev.warren.task.WarrenException;

/**
 * A command on a worker host was lost: its host has gone, or the broker between, or a file of this
 * machine does not take what it writes. It does not run any more, or will be killed as soon as its
 * host notices; how far it came is not known, and it is not run again.
 */
public final class CommandLostException extends WarrenException {

  private static final long serialVersionUID = 1L;

  private final String host;

  CommandLostException(String command, String host, String reason) {
    super(command + " was lost with worker host " + host + ": " + reason);
    this.host = host;
  }

  private CommandLostException(CommandLostException first) {
    super(first.getMessage(), first);
    this.host = first.host;
  }

  /** What a waiter is told: the same, with a stack trace of its own. */
  static CommandLostException from(Throwable reason) {
    if (reason instanceof CommandLostException lost) {
      return new CommandLostException(lost);
    }
    throw new IllegalStateException("a command cannot fail to end", reason);
  }

  /**
   * Where the command ran.
   *
   * @return the name of the worker host
   */
  public String host() {
    return host;
  }
}
