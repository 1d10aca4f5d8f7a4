package dev.warren.cli;

import dev.warren.broker.BrokerStartException;
import dev.warren.task.WarrenException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Makes one line and an exit code of whatever ends a command. */
final class ErrorLine implements IExecutionExceptionHandler, IParameterExceptionHandler {

  private final Surroundings surroundings;
  private final BooleanSupplier verbose;

  ErrorLine(Surroundings surroundings, BooleanSupplier verbose) {
    this.surroundings = surroundings;
    this.verbose = verbose;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] args) {
    String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
    say(wrong.getMessage() + " (see " + command + " --help)", wrong);
    return wrong.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
  }

  @Override
  public int handleExecutionException(
      Exception thrown, CommandLine commandLine, ParseResult parsed) {
    if (thrown instanceof CommandException end) {
      say(end.getMessage(), end);
      return end.exitCode();
    }
    if (thrown instanceof WarrenException || thrown instanceof BrokerStartException) {
      say(thrown.getMessage(), thrown);
    } else {
      say(
          "unexpected: " + thrown + (verbose.getAsBoolean() ? "" : " (--verbose says more)"),
          thrown);
    }
    return Exit.ENVIRONMENT;
  }

  private void say(String message, Throwable thrown) {
    if (!message.isEmpty()) {
      surroundings.note(message);
    }
    if (verbose.getAsBoolean()) {
      thrown.printStackTrace(surroundings.err());
    }
  }
}
