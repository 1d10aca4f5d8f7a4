package dev.warren.spi;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * A line that a worker process wrote.
 *
 * <p>For what Java code prints to {@code System.out} and {@code System.err}, console loggers
 * included, the task is exact: the one that ran when the line was ended, whichever thread ended it;
 * a line that a task leaves without an end is ended with the task. What comes past Java, from
 * native code for example, or a process that inherits the task's streams, is read beside the tasks
 * and told to the one that runs at that moment: mostly the right one, for short tasks perhaps the
 * next.
 *
 * @param pid the process; 0 for what its worker host says itself
 * @param stream where it wrote to
 * @param text the line, without its end
 * @param worker the name of its worker host; {@code local} in a pool with local workers
 * @param taskId the task that ran, unique in its pool; empty for none
 * @param index the place of that task's call in the input of its {@code map} or {@code imap}, from
 *     0; empty for single calls, and for a line that comes after the outcome of its task
 */
public record OutputLine(
    long pid, Stream stream, String text, String worker, OptionalLong taskId, OptionalLong index) {

  /** The two streams a process writes to. */
  public enum Stream {
    /** What Java code in the process printed to {@code System.out}. */
    OUT,
    /** Everything else: {@code System.err}, native code, the JVM itself. */
    ERR
  }

  /** Checks that nothing is missing. */
  public OutputLine {
    Objects.requireNonNull(stream, "stream");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(worker, "worker");
    Objects.requireNonNull(taskId, "taskId");
    Objects.requireNonNull(index, "index");
  }

  /**
   * A line outside any task.
   *
   * @param worker the name of the worker host
   * @param pid the process
   * @param stream where it wrote to
   * @param text the line, without its end
   * @return the line
   */
  public static OutputLine of(String worker, long pid, Stream stream, String text) {
    return new OutputLine(pid, stream, text, worker, OptionalLong.empty(), OptionalLong.empty());
  }

  /**
   * Says how many lines are missing here.
   *
   * @param worker the name of the worker host
   * @param lines how many
   * @return a line of the host itself
   */
  public static OutputLine dropped(String worker, long lines) {
    String what = lines == 1 ? "1 line was" : lines + " lines were";
    return of(
        worker,
        0,
        Stream.ERR,
        "warren: " + what + " dropped here, they came faster than they were read");
  }

  /**
   * The same line, of a task.
   *
   * @param id the task
   * @return a line like this one
   */
  public OutputLine ofTask(long id) {
    return new OutputLine(pid, stream, text, worker, OptionalLong.of(id), index);
  }

  /**
   * The same line, of a call in a map.
   *
   * @param place the call's place in the input, from 0
   * @return a line like this one
   */
  public OutputLine atIndex(long place) {
    return new OutputLine(pid, stream, text, worker, taskId, OptionalLong.of(place));
  }

  /** Prints the line to the same stream of this process. */
  public void print() {
    (stream == Stream.OUT ? System.out : System.err).println(text);
  }
}
