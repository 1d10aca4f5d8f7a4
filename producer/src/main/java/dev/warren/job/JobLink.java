package dev.warren.job;

import dev.warren.codec.JournalCodec;
import dev.warren.codec.Signer;
import dev.warren.task.JobEntry;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerException;
import dev.warren.transport.BrokerLink;
import dev.warren.transport.LinkListener;
import dev.warren.transport.LinkSettings;
import dev.warren.transport.Message;
import dev.warren.transport.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A connection for one piece of work on jobs. Used by one thread, but for what the link says. */
final class JobLink implements LinkListener, AutoCloseable {

  private final Signer signer;
  private final Optional<QueueSpec> claim;
  private final BrokerLink link;
  private volatile Session session;
  private Optional<Outbound> outbound = Optional.empty();

  private JobLink(LinkSettings settings, Signer signer, Optional<QueueSpec> claim)
      throws InterruptedException {
    this.signer = signer;
    this.claim = claim;
    this.link = BrokerLink.open(settings, this);
    boolean up = false;
    try {
      link.awaitUp();
      up = true;
    } finally {
      if (!up) {
        link.close();
      }
    }
  }

  /** Connects. */
  static JobLink open(LinkSettings settings, Signer signer) throws InterruptedException {
    return new JobLink(settings, signer, Optional.empty());
  }

  /** Connects, and waits until nobody else has that queue. */
  static JobLink open(LinkSettings settings, Signer signer, QueueSpec claim)
      throws InterruptedException {
    return new JobLink(settings, signer, Optional.of(claim));
  }

  Session session() {
    return session;
  }

  /** Hands messages to the broker in order. */
  Outbound outbound() throws IOException {
    if (outbound.isEmpty()) {
      outbound = Optional.of(new Outbound(session.publisher()));
    }
    return outbound.get();
  }

  /** Writes into a journal, and returns when the broker has it. */
  void write(QueueSpec journal, JobEntry entry) throws IOException, InterruptedException {
    byte[] body = JournalCodec.encode(entry);
    outbound().send(new Message(journal.name(), body, "", signer.sign(journal.name(), body)));
    outbound().awaitAll();
  }

  /** Deletes a queue or log if it is there. */
  void delete(QueueSpec queue) throws IOException {
    if (session.exists(queue)) {
      session.delete(queue);
    }
  }

  @Override
  public void up(Session fresh) throws IOException {
    if (claim.isPresent()) {
      fresh.declare(claim.get());
    }
    if (session == null) {
      session = fresh;
    }
  }

  @Override
  public void down(String reason) {
    // Whoever works on the lost session hears it there.
  }

  @Override
  public void failed(BrokerException reason) {
    // Said by awaitUp.
  }

  @Override
  public void close() {
    link.close();
  }

  /** How long the broker may be away unless said otherwise: 30 seconds. */
  static final Duration PATIENCE = Duration.ofSeconds(30);
}
