package dev.warren.job;

/**
 * How far the calls of a job have come. Immutable.
 *
 * @param info what the journal says
 * @param done how many calls have an outcome
 * @param failed how many of these are no results
 */
public record JobProgress(JobInfo info, long done, long failed) {

  /**
   * How far the job has come, by its outcomes.
   *
   * @return {@link JobState#DONE} if every call has one
   */
  public JobState state() {
    boolean all = info.calls().isPresent() && info.calls().getAsLong() <= done;
    return all && info.state() == JobState.OPEN ? JobState.DONE : info.state();
  }
}
