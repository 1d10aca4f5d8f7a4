package dev.warren.subprocess;

import dev.warren.command.CommandOrder;
import java.util.UUID;

/** Writes down what a worker host is to run. */
final class RemoteOrder {

  private RemoteOrder() {}

  /**
   * Standard streams that are this program's, or files, are read and written here: to the host they
   * are pipes. Only this program's standard input stays here.
   */
  static CommandOrder of(Command command) {
    CommandOrder order =
        new CommandOrder(
            CommandOrder.VERSION,
            UUID.randomUUID(),
            command.isJava(),
            command.givenArgs(),
            command.cwd().map(Object::toString).orElse(null),
            command.environment(),
            !command.inheritsEnvironment(),
            in(command.stdin()),
            out(command.stdout()),
            err(command.stderr()));
    int size = order.encode().length;
    if (size > CommandOrder.MAX_BYTES) {
      throw new CommandStartException(
          command,
          "its arguments and environment take "
              + size
              + " bytes, more than "
              + CommandOrder.MAX_BYTES
              + ": give it a file or its standard input to read");
    }
    return order;
  }

  private static CommandOrder.In in(Stdio stdin) {
    return stdin instanceof Stdio.Pipe || stdin instanceof Stdio.File
        ? CommandOrder.In.PIPE
        : CommandOrder.In.NULL;
  }

  private static CommandOrder.Out out(Stdio stdout) {
    return stdout instanceof Stdio.DevNull ? CommandOrder.Out.NULL : CommandOrder.Out.PIPE;
  }

  private static CommandOrder.Err err(Stdio stderr) {
    if (stderr instanceof Stdio.Stdout) {
      return CommandOrder.Err.STDOUT;
    }
    return stderr instanceof Stdio.DevNull ? CommandOrder.Err.NULL : CommandOrder.Err.PIPE;
  }
}
