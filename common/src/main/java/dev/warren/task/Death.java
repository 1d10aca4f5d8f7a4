package dev.warren.task;

import dev.warren.os.Signals;
import java.util.List;
import java.util.Objects;

/**
 * How a worker process ended under a task.
 *
 * @param host the name of its worker host
 * @param pid its process id
 * @param exitCode the code it exited with, as a shell shows it (128 + N for signal N)
 * @param reason what Warren knows beyond the code, or an empty string
 * @param lastLines the last lines it wrote to its standard error
 */
public record Death(String host, long pid, int exitCode, String reason, List<String> lastLines) {

  /** What the reason of a process begins with that had used up its memory. */
  public static final String OUT_OF_MEMORY = "out of memory";

  private static final int SIGNAL_BASE = 128;

  /** Checks that nothing is missing, and copies the list. */
  public Death {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(reason, "reason");
    lastLines = List.copyOf(lastLines);
  }

  /**
   * The signal that ended it.
   *
   * @return the signal's number, or 0 if it exited by itself
   */
  public int signal() {
    int signal = exitCode - SIGNAL_BASE;
    return Signals.isSignal(signal) ? signal : 0;
  }

  /**
   * Whether it had used up its memory, as far as is known.
   *
   * @return false for any other reason
   */
  public boolean ranOutOfMemory() {
    return reason.startsWith(OUT_OF_MEMORY);
  }

  /**
   * Says in a few words what happened.
   *
   * @return for example {@code signal 9 (SIGKILL)} or {@code exit code 3}
   */
  public String summary() {
    String how = signal() > 0 ? Signals.describe(signal()) : "exit code " + exitCode;
    return reason.isEmpty() ? how : how + ", " + reason;
  }
}
