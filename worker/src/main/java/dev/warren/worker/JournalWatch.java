package dev.warren.worker;

import dev.warren.codec.JournalCodec;
import dev.warren.codec.MalformedMessageException;
import dev.warren.codec.Signer;
import dev.warren.task.JobEntry;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.Delivery;
import dev.warren.transport.LinkSettings;
import dev.warren.transport.LogReader;
import dev.warren.transport.Session;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the journal of a host's queue: whether the queue is paused, how many shards it has, and
 * which jobs nobody wants. It is read from its beginning on each connection, before anything is
 * taken from the queue. Thread-safe.
 */
final class JournalWatch {

  private static final Logger log = LoggerFactory.getLogger(JournalWatch.class);

  /** Jobs that are remembered as cancelled; what of an older one is on the queue has run by now. */
  private static final int CANCELLED = 10_000;

  private final Optional<QueueSpec> journal;
  private final String host;
  private final Signer signer;
  private final Effects effects;
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

  JournalWatch(QueueSpec tasks, String host, Signer signer, Effects effects) {
    this.journal = tasks.journal();
    this.host = host;
    this.signer = signer;
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
    boolean[] paused = {false};
    try {
      reader.toEnd(each -> paused[0] = apply(session, each, paused[0]));
      effects.paused(session, paused[0]);
      while (true) {
        boolean before = paused[0];
        Optional<Delivery> next = reader.next(LinkSettings.FOR_EVER);
        next.ifPresent(each -> paused[0] = apply(session, each, before));
        if (paused[0] != before) {
          effects.paused(session, paused[0]);
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

  private boolean apply(Session session, Delivery delivery, boolean paused) {
    return read(delivery).map(entry -> apply(session, entry, paused)).orElse(paused);
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

  /** Whether the queue is paused behind an entry. */
  private boolean apply(Session session, JobEntry entry, boolean paused) {
    if (entry instanceof JobEntry.Sharded it) {
      effects.sharded(session, it.shards());
    }
    if (entry instanceof JobEntry.Cancelled it) {
      String results = QueueSpec.results(it.job()).name();
      cancelled.add(results);
      effects.cancelled(results);
    }
    return entry instanceof JobEntry.Paused || (paused && !(entry instanceof JobEntry.Resumed));
  }
}
