package dev.warren.job;

import dev.warren.codec.PermitCodec;
import dev.warren.codec.Signer;
import dev.warren.task.JobEntry;
import dev.warren.task.Permit;
import dev.warren.task.QueueLimit;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerException;
import dev.warren.transport.Message;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * How many calls of a queue run at once, and how many start in a while, on all of its worker hosts
 * together: for pools and jobs alike. Settings hold from when a host reads of them, which is at
 * once, and for hosts that are started later. Thread-safe: each call makes a connection of its own.
 *
 * <p>Fewer calls at once are a limit for those that begin from then on; what runs goes on.
 */
public final class QueueLimits {

  private static final String WHOLE_QUEUE = "";

  private final Jobs jobs;
  private final Signer signer;
  private final String queue;
  private final QueueSpec starts;

  QueueLimits(Jobs jobs, Signer signer, String queue) {
    this.jobs = jobs;
    this.signer = signer;
    this.queue = queue;
    this.starts = QueueSpec.starts(queue);
  }

  /**
   * Sets how many calls of the queue run at once. Setting the same number again makes the permits
   * anew, should some have been lost.
   *
   * @param most 1 to {@link QueueLimit#MOST_PERMITS}; 0 for any number
   * @return the limits of the queue from now on
   * @throws IllegalArgumentException if it is out of these bounds
   * @throws BrokerException if the broker cannot be used; then set it once more
   * @throws InterruptedException if the calling thread is interrupted; then set it once more
   */
  public QueueLimit concurrency(int most) throws InterruptedException {
    return set(WHOLE_QUEUE, now -> now.withConcurrency(most));
  }

  /**
   * Sets how many calls of the queue start in any period, each attempt at a call counting.
   *
   * @param starts 1 to {@link QueueLimit#MOST_STARTS}
   * @param period {@link QueueLimit#SHORTEST_PERIOD} to {@link QueueLimit#LONGEST_PERIOD}
   * @return the limits of the queue from now on
   * @throws IllegalArgumentException if one is out of its bounds
   * @throws BrokerException if the broker cannot be used; then set it once more
   * @throws InterruptedException if the calling thread is interrupted; then set it once more
   */
  public QueueLimit rate(int starts, Duration period) throws InterruptedException {
    return set(WHOLE_QUEUE, now -> now.withRate(starts, period));
  }

  /**
   * Sets how many calls run at once of the queue's jobs with a key ({@link
   * JobOptions.Builder#limitKey}).
   *
   * @param key 1 to 100 letters, digits, dots, dashes and underscores
   * @param most 1 to {@link QueueLimit#MOST_PERMITS}; 0 for any number
   * @return the limits of the key from now on
   * @throws IllegalArgumentException if one is out of its bounds
   * @throws BrokerException if the broker cannot be used; then set it once more
   * @throws InterruptedException if the calling thread is interrupted; then set it once more
   */
  public QueueLimit key(String key, int most) throws InterruptedException {
    if (key.isEmpty()) {
      throw new IllegalArgumentException("a limit's key has 1 to 100 characters");
    }
    return set(QueueLimit.checkKey(key), now -> now.withConcurrency(most));
  }

  /**
   * Lifts both limits of the queue; those of keys stay.
   *
   * @return the limits of the queue from now on
   * @throws BrokerException if the broker cannot be used
   * @throws InterruptedException if the calling thread is interrupted
   */
  public QueueLimit lift() throws InterruptedException {
    return set(WHOLE_QUEUE, QueueLimit::lifted);
  }

  /**
   * What is set.
   *
   * @return the limits of the queue and of keys, those that limit anything, in the order of the
   *     keys
   * @throws BrokerException if the broker cannot be used
   * @throws InterruptedException if the calling thread is interrupted
   */
  public List<QueueLimit> list() throws InterruptedException {
    return jobs.at(link -> Journal.read(link, signer, queue).limits()).stream()
        .map(JobEntry.Limited::limit)
        .filter(it -> !it.isNone())
        .toList();
  }

  private QueueLimit set(String key, UnaryOperator<QueueLimit> change) throws InterruptedException {
    return jobs.at(
        link -> {
          Journal journal = Journal.open(link, signer, queue);
          QueueLimit next;
          do {
            next = change.apply(journal.limit(key));
            link.write(journal.spec(), new JobEntry.Limited(next, Instant.now()));
            journal.toEnd(); // Of two with one number the first in the journal counts.
          } while (!journal.limit(key).equals(next));
          put(link, QueueSpec.permits(queue, key), next.freshPermits());
          put(link, starts, next.freshStarts());
          return next;
        });
  }

  /** Behind the entry, so that whoever finds a permit that it does not know has only to read on. */
  private void put(JobLink link, QueueSpec to, List<Permit> permits)
      throws IOException, InterruptedException {
    if (permits.isEmpty()) {
      return;
    }
    link.session().declare(to);
    for (Permit each : permits) {
      byte[] body = PermitCodec.encode(each);
      link.outbound().send(new Message(to.name(), body, "", signer.sign(to.name(), body)));
    }
    link.outbound().awaitAll();
  }
}
