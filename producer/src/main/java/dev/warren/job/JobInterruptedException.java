package dev.warren.job;

import dev.warren.task.JobId;
import dev.warren.task.WarrenException;

/**
 * The thread was interrupted while it waited for the next result of a stream. Its interrupt flag is
 * set again; the job goes on.
 */
public final class JobInterruptedException extends WarrenException {

  private static final long serialVersionUID = 1L;

  JobInterruptedException(JobId job, InterruptedException cause) {
    super("interrupted while waiting for the results of job " + job, cause);
    Thread.currentThread().interrupt();
  }
}
