package dev.warren.subprocess;

import dev.warren.os.ReturnCode;
import dev.warren.task.WarrenException;

/** A command has ended with another return code than 0, and that was to be checked. */
public final class CalledProcessException extends WarrenException {

  private static final long serialVersionUID = 1L;
  private static final int LAST_CHARACTERS = 500;

  private final transient CompletedProcess process;

  CalledProcessException(CompletedProcess process) {
    super(message(process));
    this.process = process;
  }

  /**
   * The command, its return code and what it had written.
   *
   * @return the process; null after Java serialization
   */
  public CompletedProcess process() {
    return process;
  }

  private static String message(CompletedProcess process) {
    String said = process.stderr().text().strip();
    String last = said.substring(Math.max(0, said.length() - LAST_CHARACTERS));
    return CommandLine.brief(process.args())
        + " "
        + ReturnCode.describe(process.returnCode())
        + (last.isEmpty() ? "" : ": " + last);
  }
}
