package dev.warren.cli.parallel;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of a command.
 *
 * @param host where it ran; {@link #NOWHERE} if it was never started
 * @param start when it was started
 * @param nanos how long it took
 * @param exitValue what it exited with; 0 if a signal has ended it, -1 if it took too long or could
 *     not be run to its end
 * @param signal what has ended it; 0 if nothing has
 * @param sent how many bytes of files went with it
 * @param fault what else went wrong, for people; empty if nothing did
 */
record JobResult(
    String host,
    Instant start,
    long nanos,
    int exitValue,
    int signal,
    long sent,
    Optional<String> fault) {

  /** What stands for an exit value that there is not. */
  static final int NO_EXIT = -1;

  /** The host of what was never started. */
  static final String NOWHERE = "-";

  private static final int FAILED = 1;
  private static final int SIGNAL_BASE = 128;
  private static final int OTHER_ERROR = 255;

  JobResult(String host, Instant start, long nanos, int exitValue, int signal, long sent) {
    this(host, start, nanos, exitValue, signal, sent, Optional.empty());
  }

  /** What Python's return code means. */
  static JobResult of(String host, Instant start, long nanos, int returnCode, long sent) {
    return new JobResult(
        host, start, nanos, Math.max(0, returnCode), Math.max(0, -returnCode), sent);
  }

  /** What could not be run to its end. */
  static JobResult broken(String host, Instant start, long nanos, String fault) {
    return new JobResult(host, start, nanos, NO_EXIT, 0, 0, Optional.of(fault));
  }

  /** The same with what else went wrong; so it has failed. */
  JobResult spoiled(String trouble) {
    String all = fault.map(it -> it + "; " + trouble).orElse(trouble);
    int value = succeeded() ? FAILED : exitValue;
    return new JobResult(host, start, nanos, value, signal, sent, Optional.of(all));
  }

  boolean wasStarted() {
    return !host.equals(NOWHERE);
  }

  boolean succeeded() {
    return exitValue == 0 && signal == 0;
  }

  boolean tookTooLong() {
    return exitValue == NO_EXIT && signal > 0;
  }

  /** What a shell would say. */
  int exitCode() {
    if (exitValue > 0) {
      return exitValue;
    }
    if (signal > 0) {
      return SIGNAL_BASE + signal;
    }
    return exitValue == 0 ? 0 : OTHER_ERROR;
  }

  String describe() {
    if (exitValue == NO_EXIT) {
      return tookTooLong() ? "the end of its time" : "the loss";
    }
    return signal == 0 ? "exit code " + exitValue : "signal " + signal;
  }
}
