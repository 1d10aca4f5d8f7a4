package dev.warren.worker;

import dev.warren.topology.QueueSpec;
import dev.warren.transport.Message;
import dev.warren.transport.Receipt;
import dev.warren.transport.RefusalPause;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages on their way out: each is kept until the broker has taken it over, and sent again on the
 * next connection if this one is lost. Thread-safe.
 */
final class Outbox {

  private static final Logger log = LoggerFactory.getLogger(Outbox.class);

  private final Consumer<String> missing;
  private final Consumer<String> unheard;
  private final RefusalPause refusalPause = new RefusalPause();
  private final Set<Letter> kept = new LinkedHashSet<>();
  private BiConsumer<Message, Receipt> publisher;

  /**
   * {@code missing} hears why if a queue is not there that must be, on a thread of the connection.
   * It gives the connection up: the next one makes the queue. {@code unheard} hears of queues at
   * which nobody waits for outcomes any more.
   */
  Outbox(Consumer<String> missing, Consumer<String> unheard) {
    this.missing = missing;
    this.unheard = unheard;
  }

  /** Sends a message; {@code delivered} runs once, when the broker has it or nobody wants it. */
  void send(Message message, Runnable delivered) {
    send(
        message,
        delivered,
        () -> {
          if (QueueSpec.isResults(message.queue())) {
            log.warn("an outcome is lost: {} is gone, or full", message.queue());
          }
          log.debug("nobody waits at {} any more: an outcome is dropped", message.queue());
          unheard.accept(message.queue());
          delivered.run();
        });
  }

  /** Sends a message; one of the two runs once: the broker has it, or it has no such queue. */
  void send(Message message, Runnable delivered, Runnable unroutable) {
    send(new Letter(() -> message, delivered, unroutable));
  }

  /**
   * Sends a message to a queue that must be there; {@code delivered} runs once, when the broker has
   * it. The message is written each time it is sent, and not kept.
   */
  void sendForSure(Supplier<Message> message, Runnable delivered) {
    send(new Letter(message, delivered, null));
  }

  private void send(Letter letter) {
    BiConsumer<Message, Receipt> now;
    synchronized (this) {
      kept.add(letter);
      now = publisher;
    }
    if (now != null) {
      now.accept(letter.message.get(), letter);
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
      newPublisher.accept(each.message.get(), each);
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

    private final Supplier<Message> message;
    private final Runnable delivered;

    /** Null if there must be such a queue: then the message waits until there is. */
    private final Runnable unroutable;

    Letter(Supplier<Message> message, Runnable delivered, Runnable unroutable) {
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
      if (unroutable == null) {
        missing.accept("a queue that dead tasks go to is not there any more");
      } else {
        end(unroutable);
      }
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
        now.accept(message.get(), this);
      }
    }

    @Override
    public void lost() {
      // Kept, and sent again when the next connection is up.
    }
  }
}
