package dev.warren.os;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Map;

/** The signals of POSIX systems, by number. */
public final class Signals {

  /** Interrupt, as by Ctrl-C. */
  public static final int INT = 2;

  /** Kill, which cannot be caught. */
  public static final int KILL = 9;

  /** Terminate, which a process may catch to clean up. */
  public static final int TERM = 15;

  private static final int LAST = 64;
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(1, "SIGHUP"),
          Map.entry(INT, "SIGINT"),
          Map.entry(3, "SIGQUIT"),
          Map.entry(4, "SIGILL"),
          Map.entry(6, "SIGABRT"),
          Map.entry(7, "SIGBUS"),
          Map.entry(8, "SIGFPE"),
          Map.entry(KILL, "SIGKILL"),
          Map.entry(11, "SIGSEGV"),
          Map.entry(13, "SIGPIPE"),
          Map.entry(14, "SIGALRM"),
          Map.entry(TERM, "SIGTERM"));

  private Signals() {}

  /**
   * Whether there is a signal of that number.
   *
   * @param number any number
   * @return true from 1 to 64
   */
  public static boolean isSignal(int number) {
    return number >= 1 && number <= LAST;
  }

  /**
   * Names a signal.
   *
   * @param number its number
   * @return for example {@code signal 9 (SIGKILL)}; without a name where systems differ
   */
  public static String describe(int number) {
    String name = NAMES.get(number);
    return "signal " + number + (name == null ? "" : " (" + name + ")");
  }

  /**
   * Sends a signal to a process, and to nobody else: by the shell, whose own {@code kill} is always
   * there. Does nothing if there is no such process.
   *
   * @param pid the process
   * @param number the signal, 1 to 64
   * @throws IOException if there is no shell
   */
  public static void send(long pid, int number) throws IOException {
    new ProcessBuilder("/bin/sh", "-c", "kill -" + number + " " + pid)
        .redirectError(Redirect.DISCARD)
        .start()
        .onExit()
        .join();
  }
}
