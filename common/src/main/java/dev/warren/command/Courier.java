package dev.warren.command;

import dev.warren.transport.Message;
import dev.warren.transport.Receipt;
import dev.warren.transport.RefusalPause;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;

/**
 * Publishes messages in order, on a thread of its own, so that nobody who sends one waits for the
 * broker. What waits here is bounded by the windows of the streams. Thread-safe.
 */
public final class Courier implements AutoCloseable {

  private record Letter(Message message, Receipt receipt) {

    boolean isLast() {
      return message == null;
    }
  }

  private static final Letter LAST = new Letter(null, null);

  private final BiConsumer<Message, Receipt> publisher;
  private final BlockingQueue<Letter> letters = new LinkedBlockingQueue<>();
  private final RefusalPause refusalPause = new RefusalPause();
  private final Thread thread = new Thread(this::run, "warren-courier");

  /**
   * A courier for one session.
   *
   * @param publisher how to publish; may block
   */
  public Courier(BiConsumer<Message, Receipt> publisher) {
    this.publisher = publisher;
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Sends a message.
   *
   * @param message the message
   * @param receipt hears what became of it
   */
  public void send(Message message, Receipt receipt) {
    letters.add(new Letter(message, receipt));
  }

  /**
   * Sends a message, and again for as long as the broker refuses it: for one that may come later
   * than what is sent after it.
   *
   * @param message the message
   * @param receipt hears what became of it; never of a refusal
   */
  public void sendUntilTaken(Message message, Receipt receipt) {
    send(message, new Again(message, receipt));
  }

  /** Ends the thread once all that was sent before is out, or the session is lost. */
  @Override
  public void close() {
    letters.add(LAST);
  }

  /**
   * As {@link #close()}, and waits for it.
   *
   * @param limit for how long at most
   */
  public void close(Duration limit) {
    close();
    try {
      thread.join(limit.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      for (Letter next = letters.take(); !next.isLast(); next = letters.take()) {
        publisher.accept(next.message(), next.receipt());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    }
  }

  private final class Again implements Receipt {

    private final Message message;
    private final Receipt receipt;

    Again(Message message, Receipt receipt) {
      this.message = message;
      this.receipt = receipt;
    }

    @Override
    public void confirmed() {
      receipt.confirmed();
    }

    @Override
    public void unroutable() {
      receipt.unroutable();
    }

    @Override
    public void refused() {
      refusalPause.then(() -> send(message, this));
    }

    @Override
    public void lost() {
      receipt.lost();
    }
  }
}
