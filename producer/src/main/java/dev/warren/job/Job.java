package dev.warren.job;

import dev.warren.codec.Signer;
import dev.warren.task.JobEntry;
import dev.warren.task.JobId;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerException;
import dev.warren.transport.LogReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A job, by its id. Holds no connection and needs no closing. Thread-safe: each call makes a
 * connection of its own.
 */
public final class Job {

  /** How often a job that is followed is looked at for the end of it. */
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Jobs jobs;
  private final Signer signer;
  private final JobId id;

  Job(Jobs jobs, Signer signer, JobId id) {
    this.jobs = jobs;
    this.signer = signer;
    this.id = id;
  }

  /**
   * Which job this is.
   *
   * @return for example {@code default/k3f7q2m9x4tb}
   */
  public String id() {
    return id.toString();
  }

  /**
   * What the journal knows of it.
   *
   * @return what it is and how far it has come, without a look at its outcomes
   * @throws NoSuchJobException if there is no such job
   * @throws BrokerException if the broker cannot be used
   * @throws InterruptedException if the calling thread is interrupted
   */
  public JobInfo info() throws InterruptedException {
    return jobs.at(link -> Journal.read(link, signer, id.queue()).job(id));
  }

  /**
   * Counts its outcomes. Takes as long as reading all of them.
   *
   * @return how far its calls have come
   * @throws NoSuchJobException if there is no such job
   * @throws BrokerException if the broker cannot be used
   * @throws InterruptedException if the calling thread is interrupted
   */
  public JobProgress progress() throws InterruptedException {
    return jobs.at(
        link -> {
          Journal journal = Journal.read(link, signer, id.queue());
          JobInfo info = journal.job(id);
          Outcomes outcomes = new Outcomes(id, result -> {});
          outcomes.expect(info.calls());
          Optional<LogReader> reader = outcomes.open(link);
          if (reader.isPresent()) {
            outcomes.toEnd(reader.get());
          }
          return seen(link, journal, new JobProgress(info, outcomes.done(), outcomes.failed()));
        });
  }

  /**
   * Gives the results that there are, in the order of the input, up to the first that is missing.
   *
   * @param from the first that is wanted, 0 for all
   * @param each gets each result, on the calling thread; what it throws is thrown on
   * @return how far the job had come
   * @throws IllegalArgumentException if {@code from} is negative
   * @throws NoSuchJobException if there is no such job
   * @throws BrokerException if the broker cannot be used
   * @throws InterruptedException if the calling thread is interrupted
   */
  public JobProgress gather(long from, Consumer<JobResult> each) throws InterruptedException {
    return gather(from, false, each);
  }

  /**
   * The same, and waits for the others until the job is done or cancelled. A lost connection is
   * made anew.
   *
   * @param from the first that is wanted, 0 for all
   * @param each gets each result, on the calling thread; what it throws is thrown on
   * @return how far the job had come
   * @throws IllegalArgumentException if {@code from} is negative
   * @throws NoSuchJobException if there is no such job, or it expires meanwhile
   * @throws BrokerException if the broker is away for longer than the patience
   * @throws InterruptedException if the calling thread is interrupted
   */
  public JobProgress follow(long from, Consumer<JobResult> each) throws InterruptedException {
    return gather(from, true, each);
  }

  private JobProgress gather(long from, boolean follow, Consumer<JobResult> each)
      throws InterruptedException {
    if (from < 0) {
      throw new IllegalArgumentException("results are counted from 0, not from " + from);
    }
    Attempts attempts = new Attempts();
    try (InOrder order = new InOrder(from, each)) {
      Outcomes outcomes = new Outcomes(id, order::add);
      while (true) {
        long before = outcomes.done();
        try (JobLink link = jobs.link()) {
          return read(link, outcomes, follow);
        } catch (IOException e) {
          if (!follow) {
            throw jobs.lost(e);
          }
          if (outcomes.done() > before) {
            attempts.progress();
          }
          attempts.after(e);
        }
      }
    } catch (IOException e) {
      throw jobs.lost(e);
    }
  }

  private JobProgress read(JobLink link, Outcomes outcomes, boolean follow)
      throws IOException, InterruptedException {
    Journal journal = Journal.read(link, signer, id.queue());
    while (follow && journal.job(id).state() == JobState.SUBMITTING) {
      journal.await(); // Nothing of it runs before.
    }
    outcomes.expect(journal.job(id).calls());
    Optional<LogReader> reader = outcomes.open(link);
    if (reader.isPresent()) {
      outcomes.toEnd(reader.get());
      while (follow && isGoingOn(journal, outcomes)) {
        if (!outcomes.await(reader.get(), LOOK)) {
          journal.catchUp();
        }
      }
      if (follow) {
        outcomes.toEnd(reader.get()); // Somebody else may have seen the end of it first.
      }
    }
    JobInfo info = journal.job(id);
    return seen(link, journal, new JobProgress(info, outcomes.done(), outcomes.failed()));
  }

  private boolean isGoingOn(Journal journal, Outcomes outcomes) {
    JobInfo info = journal.job(id);
    return info.state() == JobState.OPEN && outcomes.done() < info.calls().orElseThrow();
  }

  /** The first who sees that a job is done notes it, so that a list of jobs need not look. */
  private static JobProgress seen(JobLink link, Journal journal, JobProgress progress)
      throws IOException, InterruptedException {
    if (progress.state() == JobState.DONE && progress.info().state() == JobState.OPEN) {
      JobId job = progress.info().id();
      link.write(journal.spec(), new JobEntry.Done(job, Instant.now(), progress.failed()));
    }
    return progress;
  }

  /**
   * Cancels it: what has not begun does not run, what runs is ended at the price of its process,
   * and no more outcomes come. Those that there are can still be gathered. Returns when the broker
   * knows; worker hosts hear of it at once. Does nothing to a job that is known to be done.
   *
   * @throws NoSuchJobException if there is no such job
   * @throws BrokerException if the broker cannot be used
   * @throws InterruptedException if the calling thread is interrupted
   */
  public void cancel() throws InterruptedException {
    jobs.at(
        link -> {
          Journal journal = Journal.read(link, signer, id.queue());
          JobInfo info = journal.job(id);
          if (info.state() != JobState.DONE && info.state() != JobState.CANCELLED) {
            link.write(journal.spec(), new JobEntry.Cancelled(id, Instant.now()));
          }
          if (info.state() != JobState.DONE) {
            link.delete(QueueSpec.jobTasks(id));
          }
          return id;
        });
  }
}
