package dev.warren.job;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.Signer;
import dev.warren.codec.TicketCodec;
import dev.warren.task.Batch;
import dev.warren.task.JobEntry;
import dev.warren.task.JobId;
import dev.warren.task.Ticket;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerException;
import dev.warren.transport.LinkSettings;
import dev.warren.transport.Message;
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
 * <p>I1: batches are published in order, and behind one that the broker does not take none counts;
 * so what the queue has are the first of them, as many as it counts.
 */
final class Submission {

  /** How often a lost connection is made again before the submission is left to be resumed. */
  private static final int ATTEMPTS = 5;

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

  /** Submits, or goes on with it; returns how many calls the job has. */
  long run() throws InterruptedException {
    IOException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try (JobLink link = JobLink.open(settings, signer, QueueSpec.submitter(job.id()))) {
        fill(link);
        finish(link);
        return bundles.calls();
      } catch (IOException e) {
        last = e;
      }
    }
    throw new BrokerException(
        settings.address().toString(),
        "job "
            + job.id()
            + " is not submitted in full, because the connection was lost again and again ("
            + last.getMessage()
            + "): go on with it by --resume "
            + job.id(),
        last);
  }

  private void fill(JobLink link) throws IOException, InterruptedException {
    QueueSpec own = QueueSpec.jobTasks(job.id());
    link.session().declare(QueueSpec.results(job.id()));
    long there = link.session().declare(own).messages();
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

  private void finish(JobLink link) throws IOException, InterruptedException {
    QueueSpec tasks = QueueSpec.sharedTasks(job.id().queue());
    link.session().declare(tasks);
    link.write(
        QueueSpec.journal(job.id().queue()),
        new JobEntry.Submitted(job.id(), Instant.now(), bundles.calls()));
    sendTicket(link, tasks, signer, job.id(), job.priority(), job.due());
  }

  /** Gives a job its turn, from that time on. */
  static void sendTicket(
      JobLink link, QueueSpec tasks, Signer signer, JobId job, int priority, Instant due)
      throws IOException, InterruptedException {
    byte[] body = TicketCodec.encode(Ticket.of(job, priority));
    String replyTo = QueueSpec.results(job).name();
    Duration left = Duration.between(Instant.now(), due);
    link.outbound()
        .send(
            new Message(tasks.name(), body, replyTo, signer.sign(replyTo, body))
                .withPriority(priority)
                .delayedBy(left.isNegative() ? Duration.ZERO : left));
    link.outbound().awaitAll();
  }

  private Message message(String queue, byte[] body) {
    String replyTo = QueueSpec.results(job.id()).name();
    return new Message(queue, body, replyTo, signer.sign(replyTo, body));
  }
}
