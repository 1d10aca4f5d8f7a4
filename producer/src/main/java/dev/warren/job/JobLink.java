package dev.warren.job;

import dev.warren.codec.JournalCodec;
import dev.warren.codec.Signer;
import dev.warren.task.JobEntry;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.LinkSettings;
import dev.warren.transport.Message;
import dev.warren.transport.Session;
import dev.warren.transport.Visit;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A connection for one piece of work on jobs. Used by one thread. */
final class JobLink implements AutoCloseable {

  /** How long the broker may be away unless said otherwise: 30 seconds. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Signer signer;
  private final Visit visit;
  private Optional<Outbound> outbound = Optional.empty();

  private JobLink(Signer signer, Visit visit) {
    this.signer = signer;
    this.visit = visit;
  }

  /** Connects. */
  static JobLink open(LinkSettings settings, Signer signer) throws InterruptedException {
    return new JobLink(signer, Visit.open(settings, session -> {}));
  }

  /** Connects, and waits until nobody else has that queue. */
  static JobLink open(LinkSettings settings, Signer signer, QueueSpec claim)
      throws InterruptedException {
    return new JobLink(signer, Visit.open(settings, session -> session.declare(claim)));
  }

  Session session() {
    return visit.session();
  }

  /** Hands messages to the broker in order. */
  Outbound outbound() throws IOException {
    if (outbound.isEmpty()) {
      outbound = Optional.of(new Outbound(session().publisher()));
    }
    return outbound.get();
  }

  /** Leaves what the broker has refused. */
  void giveUp() {
    outbound = Optional.empty();
  }

  /** Writes into a journal, and returns when the broker has it. */
  void write(QueueSpec journal, JobEntry entry) throws IOException, InterruptedException {
    byte[] body = JournalCodec.encode(entry);
    outbound().send(new Message(journal.name(), body, "", signer.sign(journal.name(), body)));
    outbound().awaitAll();
  }

  /** Deletes a queue or log if it is there. */
  void delete(QueueSpec queue) throws IOException {
    if (session().exists(queue)) {
      session().delete(queue);
    }
  }

  @Override
  public void close() {
    visit.close();
  }
}
