package dev.warren.job;

import dev.warren.code.Shipment;
import dev.warren.codec.Signer;
import dev.warren.lambda.TaskRef;
import dev.warren.lambda.TaskRefs;
import dev.warren.pool.Func1;
import dev.warren.pool.NamedTask;
import dev.warren.task.Code;
import dev.warren.task.JobEntry;
import dev.warren.task.JobId;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerAddress;
import dev.warren.transport.BrokerException;
import dev.warren.transport.LinkSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Jobs on a broker: calls of one task that are left on a queue, run by its worker hosts, and
 * gathered later, by anybody, as often as they like, until they expire. Whoever has submitted a job
 * may go away. Thread-safe: each call makes a connection of its own, and another one where that is
 * lost.
 *
 * <pre>{@code
 * Jobs jobs = Jobs.connect("amqp://user:password@rabbit.example.org");
 * Job job = jobs.submit(Tasks::resize, files.iterator(), JobOptions.builder().build());
 * System.out.println(job.id());
 * }</pre>
 *
 * <p>A job is on the broker as a whole before any of it runs. Of a submission that was cut off the
 * broker keeps what it has; {@link #resume} adds the rest.
 */
public final class Jobs {

  private final LinkSettings settings;
  private final String signingKey;
  private final Signer signer;

  private Jobs(LinkSettings settings, String signingKey) {
    this.settings = settings;
    this.signingKey = signingKey;
    this.signer = Signer.of(signingKey);
  }

  /**
   * Names a broker.
   *
   * @param uri where it is: {@code amqp://user:password@host:port/vhost}, {@code amqps://} for TLS;
   *     several nodes of a cluster separated by commas
   * @return the jobs there
   * @throws IllegalArgumentException if the text is not that
   */
  public static Jobs connect(String uri) {
    return connect(uri, "", JobLink.PATIENCE);
  }

  /**
   * Names a broker.
   *
   * @param uri as in {@link #connect(String)}
   * @param signingKey what the worker hosts have as well, of 16 characters or more; empty for none
   * @param patience how long the broker may be away; zero to try once
   * @return the jobs there
   * @throws IllegalArgumentException if one of them is not that
   */
  public static Jobs connect(String uri, String signingKey, Duration patience) {
    LinkSettings settings =
        new LinkSettings(BrokerAddress.parse(uri), "warren jobs", patience, patience);
    return new Jobs(settings, signingKey);
  }

  /**
   * Submits a job; returns when the broker has all of it.
   *
   * @param task a static method with {@code @Task}
   * @param arguments the argument of each call, in order
   * @param options how it is submitted and run
   * @param <A> the type of the argument
   * @return the job, or the earlier one with the same key ({@link JobOptions.Builder#unique}); one
   *     whose submitter has died half-way is submitted in full
   * @throws IllegalArgumentException if the task cannot travel
   * @throws IllegalStateException if the earlier job with the same key runs another task
   * @throws dev.warren.codec.UnencodableException if an argument cannot; the job is cancelled then
   * @throws dev.warren.code.CodeException if the code that goes along cannot be read; there is no
   *     job then
   * @throws BrokerException if the broker cannot be used
   * @throws InterruptedException if the calling thread is interrupted
   */
  public <A> Job submit(
      Func1<? super A, ?> task, Iterator<? extends A> arguments, JobOptions options)
      throws InterruptedException {
    return submit(task, arguments, options, begun -> {});
  }

  /**
   * The same, and tells the job's id before it is there as a whole, so that it can be resumed.
   *
   * @param task a static method with {@code @Task}
   * @param arguments the argument of each call, in order
   * @param options how it is submitted and run
   * @param begun gets the job if this is a new one, on the calling thread
   * @param <A> the type of the argument
   * @return the job, or the earlier one with the same key ({@link JobOptions.Builder#unique}); one
   *     whose submitter has died half-way is submitted in full
   * @throws IllegalArgumentException if the task cannot travel
   * @throws IllegalStateException if the earlier job with the same key runs another task
   * @throws dev.warren.codec.UnencodableException if an argument cannot; the job is cancelled then
   * @throws dev.warren.code.CodeException if the code that goes along cannot be read; there is no
   *     job then
   * @throws BrokerException if the broker cannot be used
   * @throws InterruptedException if the calling thread is interrupted
   */
  public <A> Job submit(
      Func1<? super A, ?> task,
      Iterator<? extends A> arguments,
      JobOptions options,
      Consumer<? super Job> begun)
      throws InterruptedException {
    TaskRef ref = ref(task);
    Code code = Shipment.put(settings, signingKey, options.shipped()); // Before there is a job.
    JobEntry.Begun begin = Registration.entry(ref, options);
    Registration entry = at(link -> Registration.of(link, signer, begin));
    Job job = job(entry.job().id());
    if (!entry.fresh()) {
      sameTask(entry.job(), ref);
      if (entry.job().state() != JobState.SUBMITTING) {
        return job;
      }
    }
    if (entry.fresh()) {
      begun.accept(job);
    }
    try {
      fill(entry.job(), ref, arguments, options, code);
    } catch (BrokerException e) {
      throw e; // It can be resumed.
    } catch (RuntimeException e) {
      if (entry.fresh()) {
        cancelAfter(job, e);
      }
      throw e;
    }
    return job;
  }

  private static void cancelAfter(Job job, RuntimeException e) throws InterruptedException {
    try {
      job.cancel();
    } catch (RuntimeException other) {
      e.addSuppressed(other);
    }
  }

  /**
   * Adds to a job what was not submitted when its submission was cut off. Does no harm to one that
   * was submitted in full.
   *
   * @param id the job
   * @param task the same task
   * @param arguments the same arguments, from the first on
   * @param options the same options; those that are not about single calls do not count
   * @param <A> the type of the argument
   * @return the job
   * @throws NoSuchJobException if there is no such job
   * @throws IllegalStateException if it was cancelled, or began with another task or more arguments
   * @throws dev.warren.code.CodeException if the code that goes along cannot be read
   * @throws BrokerException if the broker cannot be used
   * @throws InterruptedException if the calling thread is interrupted
   */
  public <A> Job resume(
      String id, Func1<? super A, ?> task, Iterator<? extends A> arguments, JobOptions options)
      throws InterruptedException {
    TaskRef ref = ref(task);
    JobInfo job = job(id).info();
    sameTask(job, ref);
    if (job.state() == JobState.CANCELLED) {
      throw new IllegalStateException("job " + id + " was cancelled: submit a new one");
    }
    Code code = Shipment.put(settings, signingKey, options.shipped());
    fill(job, ref, arguments, options, code);
    return job(id);
  }

  private static void sameTask(JobInfo job, TaskRef ref) {
    if (!job.task().equals(ref.name().toString())) {
      throw new IllegalStateException(
          "job " + job.id() + " runs " + job.task() + ", not " + ref.name());
    }
  }

  private void fill(JobInfo job, TaskRef ref, Iterator<?> arguments, JobOptions options, Code code)
      throws InterruptedException {
    Bundles bundles = new Bundles(ref, options.terms(job.due(), code), job.chunk(), arguments);
    new Submission(settings, signer, job, bundles).run();
  }

  private static TaskRef ref(Func1<?, ?> task) {
    return task instanceof NamedTask<?, ?> named ? named.ref() : new TaskRefs(true).of(task);
  }

  /**
   * A job that was submitted, here or anywhere.
   *
   * @param id its id, as {@code default/k3f7q2m9x4tb}
   * @return the job; whether there is one shows when it is asked something
   * @throws IllegalArgumentException if that is no id
   */
  public Job job(String id) {
    return job(JobId.parse(id));
  }

  private Job job(JobId id) {
    return new Job(this, signer, id);
  }

  /**
   * Lists the jobs of a queue that are not forgotten.
   *
   * @param queue the queue's name
   * @return what is known of each, oldest first
   * @throws IllegalArgumentException if that is no name of a queue
   * @throws BrokerException if the broker cannot be used
   * @throws InterruptedException if the calling thread is interrupted
   */
  public List<JobInfo> list(String queue) throws InterruptedException {
    return at(
        link -> {
          Journal journal = Journal.read(link, signer, queue);
          Registration.forgetExpired(link, journal, Instant.now());
          journal.toEnd();
          Collection<JobInfo> jobs = journal.jobs();
          return List.copyOf(jobs);
        });
  }

  /**
   * Has worker hosts take nothing more from a queue, now and when they are started, until it is
   * resumed. What runs goes on. Jobs and pools may still submit.
   *
   * @param queue the queue's name
   * @throws IllegalArgumentException if that is no name of a queue
   * @throws BrokerException if the broker cannot be used
   * @throws InterruptedException if the calling thread is interrupted
   */
  public void pause(String queue) throws InterruptedException {
    write(queue, new JobEntry.Paused(Instant.now()));
  }

  /**
   * Has worker hosts take from a queue again.
   *
   * @param queue the queue's name
   * @throws IllegalArgumentException if that is no name of a queue
   * @throws BrokerException if the broker cannot be used
   * @throws InterruptedException if the calling thread is interrupted
   */
  public void unpause(String queue) throws InterruptedException {
    write(queue, new JobEntry.Resumed(Instant.now()));
  }

  /**
   * Whether a queue is paused.
   *
   * @param queue the queue's name
   * @return true from {@link #pause} to {@link #unpause}
   * @throws IllegalArgumentException if that is no name of a queue
   * @throws BrokerException if the broker cannot be used
   * @throws InterruptedException if the calling thread is interrupted
   */
  public boolean isPaused(String queue) throws InterruptedException {
    return at(link -> Journal.read(link, signer, queue).isPaused());
  }

  /**
   * How many calls of a queue run and start.
   *
   * @param queue the queue's name
   * @return its limits
   * @throws IllegalArgumentException if that is no name of a queue
   */
  public QueueLimits limits(String queue) {
    return new QueueLimits(this, signer, queue);
  }

  private void write(String queue, JobEntry entry) throws InterruptedException {
    QueueSpec journal = QueueSpec.journal(queue);
    at(
        link -> {
          link.session().declare(journal);
          link.write(journal, entry);
          return queue;
        });
  }

  /** Something that is done on a connection, and on another one once more if that is lost. */
  interface Work<T> {
    T at(JobLink link) throws IOException, InterruptedException;
  }

  <T> T at(Work<T> work) throws InterruptedException {
    Attempts attempts = new Attempts();
    while (true) {
      try (JobLink link = JobLink.open(settings, signer)) {
        return work.at(link);
      } catch (IOException e) {
        try {
          attempts.after(e);
        } catch (IOException last) {
          throw lost(last);
        }
      }
    }
  }

  BrokerException lost(IOException e) {
    return new BrokerException(
        settings.address().toString(),
        "the connection to the broker at "
            + settings.address()
            + " was lost again and again ("
            + e.getMessage()
            + "): try again",
        e);
  }

  /** Connects for work that goes on over lost connections. */
  JobLink link() throws InterruptedException {
    return JobLink.open(settings, signer);
  }
}
