package dev.warren.job;

import dev.warren.task.JobId;
import dev.warren.task.WarrenException;

/** There is no such job: there never was, or it has expired. */
public final class NoSuchJobException extends WarrenException {

  private static final long serialVersionUID = 1L;

  private final String job;

  NoSuchJobException(JobId job) {
    super(
        "there is no job "
            + job
            + " on this broker: it has expired, or was submitted elsewhere, or with another"
            + " signing key; \"warren jobs --queue "
            + job.queue()
            + "\" lists those that there are");
    this.job = job.toString();
  }

  /**
   * Which job that is.
   *
   * @return its id
   */
  public String job() {
    return job;
  }
}
