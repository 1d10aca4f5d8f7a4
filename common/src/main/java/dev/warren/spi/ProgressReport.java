package dev.warren.spi;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * How far a task has got, as it says itself.
 *
 * @param taskId the task, unique in its pool
 * @param index the place of its call in the input of its {@code map} or {@code imap}, from 0; empty
 *     for single calls
 * @param attempt 1 for its first
 * @param worker the name of its worker host; {@code local} in a pool with local workers
 * @param pid its process
 * @param done how much is done, in a unit of the task's own
 * @param total how much there is to do in the same unit; 0 if unknown
 * @param message what is being done
 */
public record ProgressReport(
    long taskId,
    OptionalLong index,
    int attempt,
    String worker,
    long pid,
    long done,
    long total,
    String message) {

  /** Checks that nothing is missing. */
  public ProgressReport {
    Objects.requireNonNull(index, "index");
    Objects.requireNonNull(worker, "worker");
    Objects.requireNonNull(message, "message");
  }

  /**
   * The same report, of a call in a map.
   *
   * @param place the call's place in the input, from 0
   * @return a report like this one
   */
  public ProgressReport atIndex(long place) {
    return new ProgressReport(
        taskId, OptionalLong.of(place), attempt, worker, pid, done, total, message);
  }
}
