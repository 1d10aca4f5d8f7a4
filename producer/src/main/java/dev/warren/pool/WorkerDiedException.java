package dev.warren.pool;

import dev.warren.task.Attempt;
import dev.warren.task.Death;
import dev.warren.task.Ending;
import dev.warren.task.WarrenException;
import java.util.List;
import java.util.StringJoiner;

/** The worker process died under the task, on each attempt that the retry policy allows. */
public final class WorkerDiedException extends WarrenException {

  private static final long serialVersionUID = 1L;

  private final long taskId;
  private final transient List<Death> deaths;
  private final transient List<Attempt> attempts;

  WorkerDiedException(String task, long taskId, List<Death> deaths, Origin origin) {
    super(message(task, taskId, deaths));
    this.taskId = taskId;
    this.deaths = List.copyOf(deaths);
    this.attempts = origin.attempts(new Ending.Died(deaths.get(deaths.size() - 1)));
  }

  private static String message(String task, long taskId, List<Death> deaths) {
    StringJoiner all = new StringJoiner("; ");
    for (Death each : deaths) {
      all.add(each.summary() + " [pid " + each.pid() + " on " + each.host() + "]");
    }
    List<String> lines = deaths.get(deaths.size() - 1).lastLines();
    return "the worker process died under task "
        + task
        + " (id "
        + taskId
        + "), "
        + (deaths.size() == 1 ? "1 attempt: " : deaths.size() + " attempts: ")
        + all
        + (lines.isEmpty() ? "" : "; its last lines:\n  " + String.join("\n  ", lines));
  }

  /**
   * The task.
   *
   * @return its id, unique in its pool
   */
  public long taskId() {
    return taskId;
  }

  /**
   * How the process died, on each attempt.
   *
   * @return at least one, in order
   */
  public List<Death> deaths() {
    return deaths;
  }

  /**
   * All attempts at the task, those included that ended in another way.
   *
   * @return at least one, in order; the last one ended with the last death
   */
  public List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  /**
   * The exit code on the last attempt.
   *
   * @return as a shell shows it: 128 + N for signal N
   */
  public int exitCode() {
    return deaths.get(deaths.size() - 1).exitCode();
  }

  /**
   * The signal on the last attempt.
   *
   * @return its number, 0 if the process exited by itself
   */
  public int signal() {
    return deaths.get(deaths.size() - 1).signal();
  }
}
