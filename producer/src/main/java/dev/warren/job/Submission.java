package dev.warren.job;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.Signer;
import dev.warren.codec.TicketCodec;
import dev.warren.task.Batch;
import dev.warren.task.JobEntry;
import dev.warren.task.Ticket;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerException;
import dev.warren.transport.LinkSettings;
import dev.warren.transport.Message;
import dev.warren.transport.QueueReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Puts the calls of a job into its own queue, which nobody takes from before all are there: so the
 * broker itself knows how far a submission has come, and one that was cut off goes on at the very
 * call. Then the ticket goes to the worker hosts. Used by one thread.
 *
 * <p>I1: batches are published in order, and a connection is lost behind the last that was taken;
 * so what the queue has are the first of them, as many as it counts. Where a queue that is full
 * refuses one, a smaller one behind it may be in there: then the job is cancelled.
 */
final class Submission {

  private final LinkSettings settings;
  private final Signer signer;
  private final JobInfo job;
  private final Bundles bundles;

  /** What was published and is not known to be in the queue, in order. */
  private final Deque<Batch> pending = new ArrayDeque<>();

  /** How many batches are in the queue for sure, or come before those that are pending. */
  private long base;

  Submission(LinkSettings settings, Signer signer, JobInfo job, Bundles bundles) {
    this.settings = settings;
    this.signer = signer;
    this.job = job;
    this.bundles = bundles;
  }

  /** Submits, or goes on with it. */
  void run() throws InterruptedException {
    Attempts attempts = new Attempts();
    while (true) {
      long before = base;
      try (JobLink link = JobLink.open(settings, signer, QueueSpec.submitter(job.id()))) {
        goOn(link);
        return;
      } catch (IOException e) {
        if (base > before) {
          attempts.progress();
        }
        try {
          attempts.after(e);
        } catch (IOException last) {
          throw unfinished(last);
        }
      }
    }
  }

  private BrokerException unfinished(IOException last) {
    return new BrokerException(
        settings.address().toString(),
        "job "
            + job.id()
            + " is not submitted in full, because the connection was lost again and again ("
            + last.getMessage()
            + "): go on with it by --resume "
            + job.id(),
        last);
  }

  /** What has happened since, on another connection or by another hand, the journal knows. */
  private void goOn(JobLink link) throws IOException, InterruptedException {
    JobInfo now = Journal.read(link, signer, job.id().queue()).job(job.id());
    if (now.state() == JobState.CANCELLED) {
      throw new IllegalStateException("job " + job.id() + " was cancelled: submit a new one");
    }
    if (now.state() == JobState.SUBMITTING) {
      tryToFill(link);
      link.write(
          QueueSpec.journal(job.id().queue()),
          new JobEntry.Submitted(job.id(), Instant.now(), bundles.calls()));
    }
    if (now.state() != JobState.DONE) {
      sendTicket(link);
    }
  }

  private void tryToFill(JobLink link) throws IOException, InterruptedException {
    try {
      fill(link);
    } catch (Outbound.QueueFullException e) {
      QueueSpec own = QueueSpec.jobTasks(job.id());
      if (!link.session().exists(own)) {
        throw e;
      }
      link.giveUp();
      link.write(
          QueueSpec.journal(job.id().queue()), new JobEntry.Cancelled(job.id(), Instant.now()));
      link.delete(own);
      throw new IllegalStateException(
          "job "
              + job.id()
              + " is larger than the broker has room for, and is cancelled: submit it in parts, or"
              + " give the broker more memory",
          e);
    }
  }

  private void fill(JobLink link) throws IOException, InterruptedException {
    QueueSpec own = QueueSpec.jobTasks(job.id());
    link.session().declare(QueueSpec.results(job.id()));
    link.session().declare(own);
    long there;
    try (QueueReader reader = link.session().reader(own)) {
      there = reader.count(); // What a declaration says may be out of date, or 0 for unknown.
    }
    if (there < base) {
      throw lost(base, there);
    }
    skip(there);
    for (Batch each : pending) {
      publish(link, own, each);
    }
    for (Optional<Batch> next = bundles.next(); next.isPresent(); next = bundles.next()) {
      pending.add(next.get());
      publish(link, own, next.get());
      if (pending.size() > 2 * Outbound.WINDOW) {
        pending.removeFirst(); // Confirmed, since no more than a window is without an answer.
        base++;
      }
    }
    link.outbound().awaitAll();
  }

  /** Drops what the queue has already. */
  private void skip(long there) {
    while (base < there) {
      if (pending.isEmpty()) {
        if (bundles.next().isEmpty()) {
          throw new IllegalStateException(
              "job "
                  + job.id()
                  + " has more calls on the broker than this input: resume it with the input that"
                  + " it was begun with");
        }
      } else {
        pending.removeFirst();
      }
      base++;
    }
  }

  private BrokerException lost(long before, long there) {
    return new BrokerException(
        settings.address().toString(),
        "the broker has lost calls of job "
            + job.id()
            + ": of "
            + before
            + " messages there are "
            + there
            + "; cancel it and submit it again",
        null);
  }

  private void publish(JobLink link, QueueSpec own, Batch batch)
      throws IOException, InterruptedException {
    link.outbound().send(message(own.name(), BatchCodec.encode(batch)));
  }

  /** Gives the job its turn, when it is due. */
  private void sendTicket(JobLink link) throws IOException, InterruptedException {
    QueueSpec tasks = QueueSpec.sharedTasks(job.id().queue());
    link.session().declare(tasks);
    Duration left = Duration.between(Instant.now(), job.due());
    link.outbound()
        .send(
            message(tasks.name(), TicketCodec.encode(Ticket.of(job.id(), job.priority())))
                .withPriority(job.priority())
                .delayedBy(left.isNegative() ? Duration.ZERO : left));
    link.outbound().awaitAll();
  }

  private Message message(String queue, byte[] body) {
    String replyTo = QueueSpec.results(job.id()).name();
    return new Message(queue, body, replyTo, signer.sign(replyTo, body));
  }
}
