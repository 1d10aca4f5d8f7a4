package dev.warren.command;

import dev.warren.task.Failure;
import dev.warren.task.WarrenException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A command that was a task has ended with another exit code than 0. Its message has the code and
 * the last line of the standard error; its cause has the whole record as JSON, so that it is there
 * wherever the failure is.
 */
public final class CommandFailedException extends WarrenException {

  private static final long serialVersionUID = 1L;

  /** Characters of the last line that are in the message. */
  private static final int MOST_OF_LINE = 500;

  private CommandFailedException(String message, Details cause) {
    super(message, cause);
  }

  /** Carries the record; nobody is interested in where it was made. */
  private static final class Details extends Exception {

    private static final long serialVersionUID = 1L;

    Details(String json) {
      super(json, null, false, false);
    }
  }

  /** The record is as long as a message of an exception may be: of both streams less is kept. */
  static CommandFailedException of(int exitCode, KeptOutput output, KeptOutput errors) {
    int most = Failure.MAX_MESSAGE / 2;
    CommandRecord record = CommandRecord.of(exitCode, output, errors, most);
    String json = text(record);
    while (json.length() > Failure.MAX_MESSAGE) {
      most /= 2;
      record = CommandRecord.of(exitCode, output, errors, most);
      json = text(record);
    }
    return new CommandFailedException(message(record), new Details(json));
  }

  private static String text(CommandRecord record) {
    return new String(record.json(), StandardCharsets.UTF_8);
  }

  private static String message(CommandRecord record) {
    String said = record.stderr().strip();
    String last = said.substring(said.lastIndexOf('\n') + 1);
    String code = "exit code " + record.exitCode();
    return last.isEmpty()
        ? code
        : code + ": " + last.substring(0, Math.min(last.length(), MOST_OF_LINE));
  }

  /** The record of a failure; empty if it is another one. */
  static Optional<byte[]> record(Failure failure) {
    boolean mine = failure.type().equals(CommandFailedException.class.getName());
    return mine && failure.cause() != null && failure.cause().message() != null
        ? Optional.of(failure.cause().message().getBytes(StandardCharsets.UTF_8))
        : Optional.empty();
  }
}
