package dev.warren.worker.child;

import dev.warren.task.Death;
import java.time.Duration;
import java.util.Optional;

/**
 * How a child got on with a batch.
 *
 * @param finished how many calls, from the first, have an outcome
 * @param running the call that was running when the child died, or -1 if none was
 * @param death how the child died; empty if it finished the batch
 * @param cancelled whether it was killed to cancel a task, so that no call is to blame
 * @param overTime the limit that the running call was killed for; empty if it was not
 */
public record RunResult(
    int finished,
    int running,
    Optional<Death> death,
    boolean cancelled,
    Optional<Duration> overTime) {

  /**
   * The result of a run in which nothing was cancelled or ran for too long.
   *
   * @param finished how many calls, from the first, have an outcome
   * @param running the call that was running when the child died, or -1 if none was
   * @param death how the child died; empty if it finished the batch
   */
  public RunResult(int finished, int running, Optional<Death> death) {
    this(finished, running, death, false, Optional.empty());
  }

  /**
   * The result of a run in which nothing ran for too long.
   *
   * @param finished how many calls, from the first, have an outcome
   * @param running the call that was running when the child died, or -1 if none was
   * @param death how the child died; empty if it finished the batch
   * @param cancelled whether it was killed to cancel a task
   */
  public RunResult(int finished, int running, Optional<Death> death, boolean cancelled) {
    this(finished, running, death, cancelled, Optional.empty());
  }
}
