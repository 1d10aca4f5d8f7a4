package dev.warren.job;

import dev.warren.codec.Signer;
import dev.warren.lambda.TaskRef;
import dev.warren.task.JobEntry;
import dev.warren.task.JobId;
import dev.warren.topology.QueueSpec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * A job's entry into the journal of its queue, where the first of several with one key wins.
 *
 * @param job the new job, or the earlier one that has its key
 * @param fresh whether it is the new one
 */
record Registration(JobInfo job, boolean fresh) {

  /** After that a limit is written once more; the journal keeps what is twice as old. */
  private static final Duration LIMIT_AGE = Duration.ofDays(30);

  /** What is to be entered. */
  static JobEntry.Begun entry(TaskRef task, JobOptions options) {
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    Instant due = now.plus(options.delay());
    return new JobEntry.Begun(
        JobId.fresh(options.queue()),
        now,
        options.name(),
        task.name().toString(),
        options.priority(),
        options.chunk(),
        options.key(),
        now.plus(options.keyWindow()),
        due,
        due.plus(options.keep()),
        options.limitKey());
  }

  /** Enters a job, and takes away what has expired. Another time it comes to the same. */
  static Registration of(JobLink link, Signer signer, JobEntry.Begun entry)
      throws IOException, InterruptedException {
    Journal journal = Journal.open(link, signer, entry.job().queue());
    forgetExpired(link, journal, entry.at());
    link.write(journal.spec(), entry);
    if (entry.key().isEmpty()) {
      return new Registration(JobInfo.of(entry), true);
    }
    journal.toEnd();
    return claimed(link, journal, entry);
  }

  /** Of several jobs with one key the first in the journal counts, and the others go. */
  private static Registration claimed(JobLink link, Journal journal, JobEntry.Begun mine)
      throws IOException, InterruptedException {
    for (JobInfo each : journal.jobs()) {
      boolean same =
          each.key().equals(mine.key())
              && each.state() != JobState.CANCELLED
              && each.keyUntil().isAfter(mine.at());
      if (same) {
        boolean fresh = each.id().equals(mine.job());
        if (!fresh) {
          link.write(journal.spec(), new JobEntry.Cancelled(mine.job(), Instant.now()));
          link.write(journal.spec(), new JobEntry.Forgotten(mine.job(), Instant.now()));
        }
        return new Registration(each, fresh);
      }
    }
    throw new IllegalStateException("job " + mine.job() + " is not in its journal");
  }

  /** Who comes along takes away what has expired, and writes again what is not to be lost. */
  static void forgetExpired(JobLink link, Journal journal, Instant now)
      throws IOException, InterruptedException {
    for (JobEntry.Limited each : journal.limits()) {
      if (!each.limit().isNone() && each.at().plus(LIMIT_AGE).isBefore(now)) {
        link.write(journal.spec(), new JobEntry.Limited(each.limit(), now));
      }
    }
    for (JobInfo each : journal.jobs()) {
      if (each.expiresAt().isBefore(now)) {
        if (each.state() == JobState.OPEN) {
          link.write(journal.spec(), new JobEntry.Cancelled(each.id(), now));
        }
        link.delete(QueueSpec.jobTasks(each.id()));
        link.delete(QueueSpec.results(each.id()));
        link.write(journal.spec(), new JobEntry.Forgotten(each.id(), now));
      }
    }
  }
}
