package dev.warren.job;

import dev.warren.codec.JournalCodec;
import dev.warren.codec.MalformedMessageException;
import dev.warren.codec.Signer;
import dev.warren.task.JobEntry;
import dev.warren.task.JobId;
import dev.warren.task.QueueLimit;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.Delivery;
import dev.warren.transport.LinkSettings;
import dev.warren.transport.LogReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal of a queue as far as it was read. Used by one thread. */
final class Journal {

  private static final Logger log = LoggerFactory.getLogger(Journal.class);

  private final QueueSpec spec;
  private final Signer signer;
  private final Optional<LogReader> reader;
  private final Map<JobId, JobInfo> jobs = new LinkedHashMap<>();
  private final Map<String, JobEntry.Limited> limits = new TreeMap<>();
  private boolean paused;

  private Journal(QueueSpec spec, Signer signer, Optional<LogReader> reader) {
    this.spec = spec;
    this.signer = signer;
    this.reader = reader;
  }

  /** Reads the journal of a queue as it is now, and makes it if it is not there. */
  static Journal open(JobLink link, Signer signer, String queue)
      throws IOException, InterruptedException {
    link.session().declare(QueueSpec.journal(queue));
    return read(link, signer, queue);
  }

  /** Reads the journal of a queue as it is now; one that is not there has no entries. */
  static Journal read(JobLink link, Signer signer, String queue)
      throws IOException, InterruptedException {
    QueueSpec spec = QueueSpec.journal(queue);
    Optional<LogReader> reader =
        link.session().exists(spec) ? Optional.of(link.session().log(spec)) : Optional.empty();
    Journal journal = new Journal(spec, signer, reader);
    journal.toEnd();
    return journal;
  }

  /** Reads on, to the end as it is now. */
  void toEnd() throws IOException, InterruptedException {
    if (reader.isPresent()) {
      reader.get().toEnd(this::take);
    }
  }

  /** Waits for another entry. */
  void await() throws IOException, InterruptedException {
    next(LinkSettings.FOR_EVER).ifPresent(this::take);
  }

  /** Reads on as far as entries have come by themselves. */
  void catchUp() throws IOException, InterruptedException {
    for (Optional<Delivery> next = next(Duration.ZERO);
        next.isPresent();
        next = next(Duration.ZERO)) {
      take(next.get());
    }
  }

  private Optional<Delivery> next(Duration timeout) throws IOException, InterruptedException {
    return reader.isPresent() ? reader.get().next(timeout) : Optional.empty();
  }

  QueueSpec spec() {
    return spec;
  }

  boolean isPaused() {
    return paused;
  }

  /** What holds for a key, or for the whole queue if that is empty. */
  QueueLimit limit(String key) {
    JobEntry.Limited set = limits.get(key);
    return set == null ? QueueLimit.none(key) : set.limit();
  }

  /** What was set last for the queue and for keys, in the order of the keys. */
  List<JobEntry.Limited> limits() {
    return List.copyOf(limits.values());
  }

  /** The jobs that are not forgotten, oldest first. */
  Collection<JobInfo> jobs() {
    return List.copyOf(jobs.values());
  }

  JobInfo job(JobId id) {
    JobInfo job = jobs.get(id);
    if (job == null) {
      throw new NoSuchJobException(id);
    }
    return job;
  }

  private void take(Delivery delivery) {
    if (!signer.accepts(spec.name(), delivery.body(), delivery.signature())) {
      log.warn("an entry of {} is ignored: its signature is missing or wrong", spec.name());
      return;
    }
    try {
      take(JournalCodec.decode(delivery.body()));
    } catch (MalformedMessageException e) {
      log.warn("a message in {} is no entry and is ignored: {}", spec.name(), e.getMessage());
    }
  }

  /** Of two settings with one number the first counts; it may be written again. */
  private static JobEntry.Limited later(JobEntry.Limited old, JobEntry.Limited next) {
    boolean counts =
        next.limit().number() > old.limit().number() || next.limit().equals(old.limit());
    return counts ? next : old;
  }

  private void take(JobEntry entry) {
    if (entry instanceof JobEntry.Begun it) {
      jobs.putIfAbsent(it.job(), JobInfo.of(it));
    } else if (entry instanceof JobEntry.Forgotten it) {
      jobs.remove(it.job());
    } else if (entry instanceof JobEntry.OfJob it) {
      jobs.computeIfPresent(it.job(), (id, job) -> job.after(entry));
    } else if (entry instanceof JobEntry.Limited it) {
      limits.merge(it.limit().key(), it, Journal::later);
    } else if (!(entry instanceof JobEntry.Sharded)) {
      paused = entry instanceof JobEntry.Paused;
    }
  }
}
