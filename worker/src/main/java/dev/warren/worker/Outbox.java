package dev.warren.worker;

import dev.warren.transport.Message;
import dev.warren.transport.Receipt;
import dev.warren.transport.RefusalPause;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Outcome messages, and calls for another attempt, on their way out: each is kept until the broker
 * has taken it over, and sent again on the next connection if this one is lost. Thread-safe.
 */
final class Outbox {

  private static final Logger log = LoggerFactory.getLogger(Outbox.class);

  private final RefusalPause refusalPause = new RefusalPause();
  private final Set<Letter> kept = new LinkedHashSet<>();
  private BiConsumer<Message, Receipt> publisher;

  /** Sends a message; {@code delivered} runs once, when the broker has it or nobody wants it. */
  void send(Message message, Runnable delivered) {
    send(
        message,
        delivered,
        () -> {
          log.debug("nobody waits at {} any more: an outcome is dropped", message.queue());
          delivered.run();
        });
  }

  /** Sends a message; one of the two runs once: the broker has it, or it has no such queue. */
  void send(Message message, Runnable delivered, Runnable unroutable) {
    Letter letter = new Letter(message, delivered, unroutable);
    BiConsumer<Message, Receipt> now;
    synchronized (this) {
      kept.add(letter);
      now = publisher;
    }
    if (now != null) {
      now.accept(message, letter);
    }
  }

  /** A new connection, and how to publish on it: sends what is still kept. */
  void up(BiConsumer<Message, Receipt> newPublisher) {
    Set<Letter> again;
    synchronized (this) {
      publisher = newPublisher;
      again = new LinkedHashSet<>(kept);
    }
    for (Letter each : again) {
      newPublisher.accept(each.message, each);
    }
  }

  synchronized void down() {
    publisher = null;
  }

  /** Whether everything has been delivered. */
  synchronized boolean isEmpty() {
    return kept.isEmpty();
  }

  private final class Letter implements Receipt {

    private final Message message;
    private final Runnable delivered;
    private final Runnable unroutable;

    Letter(Message message, Runnable delivered, Runnable unroutable) {
      this.message = message;
      this.delivered = delivered;
      this.unroutable = unroutable;
    }

    @Override
    public void confirmed() {
      end(delivered);
    }

    @Override
    public void unroutable() {
      end(unroutable);
    }

    private void end(Runnable how) {
      boolean first;
      synchronized (Outbox.this) {
        first = kept.remove(this);
      }
      if (first) {
        how.run();
      }
    }

    @Override
    public void refused() {
      refusalPause.then(this::again);
    }

    private void again() {
      BiConsumer<Message, Receipt> now;
      synchronized (Outbox.this) {
        now = publisher;
      }
      if (now != null) {
        now.accept(message, this);
      }
    }

    @Override
    public void lost() {
      // Kept, and sent again when the next connection is up.
    }
  }
}
