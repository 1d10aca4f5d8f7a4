package dev.warren.job;

import dev.warren.task.JobEntry;
import dev.warren.task.JobId;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * What the journal of a queue knows of a job. Immutable.
 *
 * @param id the job
 * @param name what people call it; empty for nothing
 * @param task what its calls run
 * @param priority how urgent it is, 0 to 9
 * @param chunk how many calls its submitter puts into a message
 * @param key what makes it the same job as another with that key; empty for nothing
 * @param limitKey whose limit its calls count for, beside that of the queue; empty for none
 * @param keyUntil until when another job with that key is the same
 * @param begunAt when somebody began to submit it
 * @param due when its first call may begin
 * @param expiresAt when it is forgotten, with its results
 * @param state how far it has come, as somebody has seen; {@link JobState#OPEN} where nobody has
 *     looked since it was done
 * @param calls how many calls it has; empty while it is being submitted
 * @param failed how many of them had a bad end; empty unless it is known to be done
 */
public record JobInfo(
    JobId id,
    String name,
    String task,
    int priority,
    int chunk,
    String key,
    String limitKey,
    Instant keyUntil,
    Instant begunAt,
    Instant due,
    Instant expiresAt,
    JobState state,
    OptionalLong calls,
    OptionalLong failed) {

  static JobInfo of(JobEntry.Begun it) {
    return new JobInfo(
        it.job(),
        it.name(),
        it.task(),
        it.priority(),
        it.chunk(),
        it.key(),
        it.limitKey(),
        it.keyUntil(),
        it.at(),
        it.due(),
        it.expires(),
        JobState.SUBMITTING,
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  /** The same job behind a later entry about it. */
  JobInfo after(JobEntry entry) {
    if (entry instanceof JobEntry.Submitted it && state == JobState.SUBMITTING) {
      return with(JobState.OPEN, OptionalLong.of(it.calls()), failed);
    }
    if (entry instanceof JobEntry.Cancelled && state != JobState.DONE) {
      return with(JobState.CANCELLED, calls, failed);
    }
    if (entry instanceof JobEntry.Done it && state == JobState.OPEN) {
      return with(JobState.DONE, calls, OptionalLong.of(it.failed()));
    }
    return this;
  }

  private JobInfo with(JobState newState, OptionalLong newCalls, OptionalLong newFailed) {
    return new JobInfo(
        id, name, task, priority, chunk, key, limitKey, keyUntil, begunAt, due, expiresAt, newState,
        newCalls, newFailed);
  }
}
