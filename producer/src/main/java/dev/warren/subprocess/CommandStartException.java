package dev.warren.subprocess;

import dev.warren.task.WarrenException;

/**
 * A command could not be started: there is no such program or folder, or no right to use it, or no
 * worker host to run it. Where no other command could be started on those hosts either, the cause
 * is a {@link NoHostException} or a {@link dev.warren.transport.BrokerException}.
 */
public final class CommandStartException extends WarrenException {

  private static final long serialVersionUID = 1L;

  CommandStartException(Command command, Throwable cause) {
    super(message(command, cause.getMessage()), cause);
  }

  CommandStartException(Command command, String reason) {
    super(message(command, reason));
  }

  private static String message(Command command, String reason) {
    return "cannot start " + CommandLine.brief(command.args()) + ": " + reason;
  }
}
