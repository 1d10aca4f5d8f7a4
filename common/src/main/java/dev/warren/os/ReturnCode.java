package dev.warren.os;

/**
 * Return codes as Python has them: what the command exited with, or -N if signal N ended it. Java
 * shows both in one number, as a shell does, so that a command that exits by itself with a code
 * from 129 to 192 counts as one that a signal has ended.
 */
public final class ReturnCode {

  private static final int SIGNAL_BASE = 128;

  private ReturnCode() {}

  /**
   * The return code of a process.
   *
   * @param exitValue what {@link Process#exitValue()} says
   * @return the same, or -N for signal N
   */
  public static int of(int exitValue) {
    int signal = exitValue - SIGNAL_BASE;
    return Signals.isSignal(signal) ? -signal : exitValue;
  }

  /**
   * Puts a return code into words.
   *
   * @param returnCode a return code
   * @return for example {@code was ended by signal 9 (SIGKILL)}
   */
  public static String describe(int returnCode) {
    return returnCode < 0
        ? "was ended by " + Signals.describe(-returnCode)
        : "has ended with return code " + returnCode;
  }
}
