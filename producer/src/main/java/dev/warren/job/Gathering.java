package dev.warren.job;

import dev.warren.codec.Signer;
import dev.warren.task.JobId;
import dev.warren.transport.LinkSettings;
import dev.warren.transport.LogReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Takes the results of a job one by one, in the order of the input: connects for the first, and
 * reads no more of the log than the next one needs. Used by one thread.
 */
final class Gathering implements AutoCloseable {

  /** How often a job that is followed is looked at for the end of it. */
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Jobs jobs;
  private final Signer signer;
  private final JobId id;
  private final boolean follow;
  private final InOrder order;
  private final Outcomes outcomes;
  private final Attempts attempts = new Attempts();
  private Optional<Reading> reading = Optional.empty();
  private Optional<JobProgress> progress = Optional.empty();

  /** One connection, and how far the log is read on it. */
  private final class Reading {

    private final JobLink link;
    private final long doneBefore = outcomes.done();
    private Journal journal;
    private Optional<LogReader> reader = Optional.empty();
    private boolean atEnd;
    private boolean wasLastLook;

    Reading(JobLink link) {
      this.link = link;
    }

    void begin() throws IOException, InterruptedException {
      journal = Journal.read(link, signer, id.queue());
      while (follow && journal.job(id).state() == JobState.SUBMITTING) {
        journal.await(); // Nothing of it runs before.
      }
      outcomes.expect(journal.job(id).calls());
      reader = outcomes.open(link);
      if (reader.isPresent()) {
        reader.get().markEnd();
      }
    }

    /** Reads another message, or waits a moment for one; false if that was all. */
    boolean goOn(LogReader from) throws IOException, InterruptedException {
      if (!atEnd) {
        atEnd = !outcomes.read(from, LinkSettings.FOR_EVER);
        return !atEnd || (follow && !wasLastLook);
      }
      if (isGoingOn()) {
        if (!outcomes.read(from, LOOK)) {
          journal.catchUp();
        }
      } else {
        wasLastLook = true; // Somebody else may have seen the end of it first.
        atEnd = false;
        from.markEnd();
      }
      return true;
    }

    private boolean isGoingOn() {
      JobInfo info = journal.job(id);
      return info.state() == JobState.OPEN && outcomes.done() < info.calls().orElseThrow();
    }

    JobProgress end() throws IOException, InterruptedException {
      JobInfo info = journal.job(id);
      return Job.seen(link, journal, new JobProgress(info, outcomes.done(), outcomes.failed()));
    }
  }

  /**
   * {@code from} is the first result that is wanted. {@code follow}: whether to wait for results
   * until the job is done or cancelled.
   */
  Gathering(Jobs jobs, Signer signer, JobId id, long from, boolean follow) {
    if (from < 0) {
      throw new IllegalArgumentException("results are counted from 0, not from " + from);
    }
    this.jobs = jobs;
    this.signer = signer;
    this.id = id;
    this.follow = follow;
    this.order = new InOrder(from);
    this.outcomes = new Outcomes(id, order::add);
  }

  /** The next result; empty if the next one is missing and is not waited for any more. */
  Optional<JobResult> next() throws InterruptedException {
    while (true) {
      Optional<JobResult> next = order.next();
      if (next.isPresent() || progress.isPresent()) {
        return next;
      }
      try {
        readOn();
      } catch (IOException e) {
        lost(e);
      }
    }
  }

  private void readOn() throws IOException, InterruptedException {
    if (reading.isEmpty()) {
      reading = Optional.of(new Reading(jobs.link()));
      reading.get().begin();
    }
    Reading now = reading.get();
    if (now.reader.isEmpty() || !now.goOn(now.reader.get())) {
      progress = Optional.of(now.end());
      close();
    }
  }

  private void lost(IOException e) throws InterruptedException {
    boolean progressed = reading.isPresent() && outcomes.done() > reading.get().doneBefore;
    disconnect();
    if (progressed) {
      attempts.progress();
    }
    try {
      attempts.after(e);
    } catch (IOException once) {
      throw jobs.lost(once);
    }
  }

  /** How far the job had come when {@link #next} said that there is no more. */
  JobProgress progress() {
    return progress.orElseThrow();
  }

  private void disconnect() {
    reading.ifPresent(it -> it.link.close());
    reading = Optional.empty();
  }

  @Override
  public void close() {
    disconnect();
    order.close();
  }
}
