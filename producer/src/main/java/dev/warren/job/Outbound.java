package dev.warren.job;

import dev.warren.transport.ConfirmedPublisher;
import dev.warren.transport.Message;
import dev.warren.transport.Receipt;
import java.io.IOException;

/**
 * Messages on their way to the broker, in order, a bounded number at a time. If the broker does not
 * take one, none that is sent later counts. Used by one thread.
 */
final class Outbound {

  /** How many messages may be without an answer. */
  static final int WINDOW = 64;

  private final ConfirmedPublisher publisher;
  private final Object lock = new Object();
  private long sent;
  private long confirmed;
  private String failure = "";
  private boolean full;

  Outbound(ConfirmedPublisher publisher) {
    this.publisher = publisher;
  }

  /** Sends a message; waits while too many are without an answer. */
  void send(Message message) throws IOException, InterruptedException {
    synchronized (lock) {
      await(WINDOW);
      sent++;
    }
    publisher.publish(message, new Sent(message.queue()));
  }

  /** Waits until the broker has all. */
  void awaitAll() throws IOException, InterruptedException {
    synchronized (lock) {
      await(1);
    }
  }

  private void await(int fewerThan) throws IOException, InterruptedException {
    while (sent - confirmed >= fewerThan && failure.isEmpty()) {
      lock.wait();
    }
    if (!failure.isEmpty()) {
      throw full ? new QueueFullException(failure) : new IOException(failure);
    }
  }

  /** A queue that is gone, or takes no more; what was sent behind the message may be in it. */
  static final class QueueFullException extends IOException {

    private static final long serialVersionUID = 1L;

    QueueFullException(String message) {
      super(message);
    }
  }

  private final class Sent implements Receipt {

    private final String queue;

    Sent(String queue) {
      this.queue = queue;
    }

    @Override
    public void confirmed() {
      synchronized (lock) {
        confirmed++;
        lock.notifyAll();
      }
    }

    @Override
    public void unroutable() {
      fail("queue " + queue + " is not there any more, or full", true);
    }

    @Override
    public void refused() {
      fail("the broker could not take a message for " + queue, false);
    }

    @Override
    public void lost() {
      fail("the connection was lost", false);
    }

    private void fail(String reason, boolean tookNone) {
      synchronized (lock) {
        if (failure.isEmpty()) {
          failure = reason;
          full = tookNone;
        }
        lock.notifyAll();
      }
    }
  }
}
