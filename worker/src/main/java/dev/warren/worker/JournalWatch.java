package dev.warren.worker;

import dev.warren.codec.JournalCodec;
import dev.warren.codec.MalformedMessageException;
import dev.warren.codec.Signer;
import dev.warren.task.JobEntry;
import dev.warren.task.QueueLimit;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.Delivery;
import dev.warren.transport.LinkSettings;
import dev.warren.transport.LogReader;
import dev.warren.transport.Session;
import dev.warren.worker.limit.Limiter;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the journal of a host's queue: whether the queue is paused, how many shards it has, which
 * jobs nobody wants, and what limits hold. It is read from its beginning on each connection, before
 * anything is taken from the queue. Thread-safe.
 */
final class JournalWatch {

  private static final Logger log = LoggerFactory.getLogger(JournalWatch.class);

  /** Jobs that are remembered as cancelled; what of an older one is on the queue has run by now. */
  private static final int CANCELLED = 10_000;

  private final Optional<QueueSpec> journal;
  private final String host;
  private final Signer signer;
  private final Limiter limiter;
  private final Effects effects;

  /** The keys of jobs that have one, by the queues of their results. */
  private final Map<String, String> limitKeys = new ConcurrentHashMap<>();

  private final Set<String> cancelled = Collections.synchronizedSet(bounded());

  /** What entries mean for a host. */
  interface Effects {

    /** Takes nothing from the queue on that connection, or takes from it; may ask the broker. */
    void paused(Session session, boolean pause);

    /** Serves so many shards of the queue at least, on that connection; may ask the broker. */
    void sharded(Session session, int shards);

    /** Ends all of a job that is here, by the queue of its results. */
    void cancelled(String results);
  }

  JournalWatch(QueueSpec tasks, String host, Signer signer, Limiter limiter, Effects effects) {
    this.journal = tasks.journal();
    this.host = host;
    this.signer = signer;
    this.limiter = limiter;
    this.effects = effects;
  }

  private static Set<String> bounded() {
    return Collections.newSetFromMap(
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > CANCELLED;
          }
        });
  }

  /** Whether nobody wants the outcomes that go there. */
  boolean isCancelled(String results) {
    return cancelled.contains(results);
  }

  /** Whose limit the calls count for whose outcomes go there; empty for that of the queue alone. */
  String limitKey(String results) {
    return limitKeys.getOrDefault(results, "");
  }

  /** A new connection: reads what there is, and what comes from then on. */
  void up(Session session) throws IOException {
    if (journal.isPresent()) {
      session.declare(journal.get());
      LogReader reader = session.log(journal.get());
      Thread follower = new Thread(() -> follow(session, reader), "warren-journal-" + host);
      follower.setDaemon(true);
      follower.start();
    }
  }

  private void follow(Session session, LogReader reader) {
    Fold fold = new Fold(session);
    try {
      reader.toEnd(each -> read(each).ifPresent(fold::apply));
      limiter.set(fold.limits);
      effects.paused(session, fold.paused);
      while (true) {
        Optional<JobEntry> next = reader.next(LinkSettings.FOR_EVER).flatMap(this::read);
        boolean before = fold.paused;
        next.ifPresent(fold::apply);
        if (next.filter(JobEntry.Limited.class::isInstance).isPresent()) {
          limiter.set(fold.limits);
        }
        if (fold.paused != before) {
          effects.paused(session, fold.paused);
        }
      }
    } catch (IOException e) {
      log.debug("the journal is not followed any more: {}", e.toString());
    } catch (InterruptedException e) {
      log.debug("the journal is not followed any more");
    } catch (RuntimeException | Error e) {
      // A host that does not know its journal takes nothing: it has to be read on another
      // connection.
      log.error("the journal cannot be followed", e);
      session.lose("the journal cannot be followed: " + e);
    }
  }

  private Optional<JobEntry> read(Delivery delivery) {
    String name = journal.orElseThrow().name();
    if (!signer.accepts(name, delivery.body(), delivery.signature())) {
      log.warn("an entry of {} is ignored: its signature is missing or wrong", name);
      return Optional.empty();
    }
    try {
      return Optional.of(JournalCodec.decode(delivery.body()));
    } catch (MalformedMessageException e) {
      log.warn("a message in {} is no entry and is ignored: {}", name, e.getMessage());
      return Optional.empty();
    }
  }

  /** What the entries come to, from the first one on. Used by one thread. */
  private final class Fold {

    private final Session session;
    private final Map<String, QueueLimit> limits = new HashMap<>();
    private boolean paused;

    Fold(Session session) {
      this.session = session;
    }

    void apply(JobEntry entry) {
      if (entry instanceof JobEntry.Cancelled it) {
        String results = QueueSpec.results(it.job()).name();
        cancelled.add(results);
        effects.cancelled(results);
      } else if (entry instanceof JobEntry.Begun it && !it.limitKey().isEmpty()) {
        limitKeys.put(QueueSpec.results(it.job()).name(), it.limitKey());
      } else if (entry instanceof JobEntry.Forgotten it) {
        limitKeys.remove(QueueSpec.results(it.job()).name());
      } else if (entry instanceof JobEntry.Limited it) {
        // Of two settings with one number the first counts.
        limits.merge(
            it.limit().key(), it.limit(), (old, next) -> next.number() > old.number() ? next : old);
      } else if (entry instanceof JobEntry.Sharded it) {
        effects.sharded(session, it.shards());
      } else if (!(entry instanceof JobEntry.OfJob)) {
        paused = entry instanceof JobEntry.Paused;
      }
    }
  }
}
