package dev.warren.job;

import dev.warren.codec.Signer;
import dev.warren.task.JobEntry;
import dev.warren.task.JobId;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerException;
import dev.warren.transport.LogReader;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A job, by its id. Holds no connection and needs no closing. Thread-safe: each call makes a
 * connection of its own, and another one where that is lost.
 */
public final class Job {

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
   * The same, and waits for the others until the job is done or cancelled.
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

  /**
   * All results as a stream, the same as {@link #results(long)} from 0.
   *
   * @return a sequential stream in the order of the input, to be closed
   * @throws NoSuchJobException while it is read, if there is no such job, or it expires meanwhile
   * @throws BrokerException while it is read, if the broker is away for longer than the patience
   */
  public Stream<JobResult> results() {
    return results(0);
  }

  /**
   * The results as a stream, in the order of the input. Lazy: it connects when the first result is
   * asked for, reads on as results are asked for, and waits for those that have not come until the
   * job is done or cancelled. A lost connection is made anew. Results that came before their turn
   * wait in a file, so that memory holds no more than a place for each.
   *
   * <p>A stream that was not read to its end keeps its connection until it is closed. A thread that
   * is interrupted while it waits gets a {@link JobInterruptedException}. To be used by one thread
   * at a time.
   *
   * @param from the first that is wanted, 0 for all
   * @return a sequential stream, to be closed
   * @throws IllegalArgumentException if {@code from} is negative
   * @throws NoSuchJobException while it is read, if there is no such job, or it expires meanwhile
   * @throws BrokerException while it is read, if the broker is away for longer than the patience
   */
  public Stream<JobResult> results(long from) {
    Gathering gathering = new Gathering(jobs, signer, id, from, true);
    return StreamSupport.stream(new ResultSource(id, gathering), false).onClose(gathering::close);
  }

  private JobProgress gather(long from, boolean follow, Consumer<JobResult> each)
      throws InterruptedException {
    try (Gathering gathering = new Gathering(jobs, signer, id, from, follow)) {
      for (Optional<JobResult> next = gathering.next(); next.isPresent(); next = gathering.next()) {
        each.accept(next.get());
      }
      return gathering.progress();
    }
  }

  /** The first who sees that a job is done notes it, so that a list of jobs need not look. */
  static JobProgress seen(JobLink link, Journal journal, JobProgress progress)
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
