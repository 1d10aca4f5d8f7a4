package dev.warren.sync.route;

import dev.warren.transport.Message;
import dev.warren.transport.Receipt;
import dev.warren.transport.RefusalPause;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Sends to one queue, on one connection. One message is under way at a time, and what comes
 * meanwhile goes together in the next: so messages are as large as they need to be, and nothing
 * waits for company. Publishing may block, so it is done on a thread of its own and without the
 * lock. Thread-safe.
 */
final class Outlet {

  /** A message ends here, in bytes; one entry may be larger. */
  private static final int MESSAGE_BYTES = 1 << 20;

  /** Whoever brings more has to wait, in bytes. */
  static final int ROOM_BYTES = 4 << 20;

  /** The way out of a connection, the same for all of its outlets. */
  record Way(
      BiConsumer<Message, Receipt> publisher,
      String replyTo,
      Executor sender,
      RefusalPause pause) {}

  private final Way way;
  private final String queue;
  private final Runnable gone;
  private final Deque<byte[]> entries = new ArrayDeque<>();
  private byte[] head;
  private long bytes;
  private boolean probe;
  private boolean underWay;
  private boolean dropped;

  /**
   * Creates an outlet.
   *
   * @param head the beginning of each message
   * @param gone runs when there is no such queue any more; must not block
   */
  Outlet(Way way, String queue, byte[] head, Runnable gone) {
    this.way = way;
    this.queue = queue;
    this.head = head;
    this.gone = gone;
  }

  /** Begins all further messages in another way, and forgets what has not been sent. */
  synchronized void restart(byte[] newHead) {
    head = newHead;
    entries.clear();
    bytes = 0;
    notifyAll();
  }

  synchronized void add(byte[] entry) {
    entries.add(entry);
    bytes += entry.length;
    begin();
  }

  /** Sends a message even if there is nothing to say. */
  synchronized void probe() {
    probe = true;
    begin();
  }

  /** Waits until there is room for more. An interrupt does not end the wait, but stays. */
  synchronized void awaitRoom() {
    boolean interrupted = false;
    while (!dropped && bytes > ROOM_BYTES) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until everything is out, but not for longer than that. */
  synchronized void awaitIdle(Duration timeout) throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    long left = timeout.toMillis();
    while (!dropped && underWay && left > 0) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
  }

  /** Sends nothing more. */
  synchronized void drop() {
    dropped = true;
    entries.clear();
    bytes = 0;
    notifyAll();
  }

  private void begin() {
    if (!underWay && !dropped) {
      underWay = true;
      way.sender().execute(this::sendNext);
    }
  }

  private void sendNext() {
    byte[] body = next();
    if (body.length > 0) {
      publish(body);
    }
  }

  private synchronized byte[] next() {
    if (dropped) {
      return new byte[0];
    }
    probe = false;
    int size = head.length;
    Deque<byte[]> group = new ArrayDeque<>();
    while (!entries.isEmpty()
        && (group.isEmpty() || size + entries.peek().length <= MESSAGE_BYTES)) {
      byte[] entry = entries.remove();
      size += entry.length;
      bytes -= entry.length;
      group.add(entry);
    }
    notifyAll();
    byte[] body = new byte[size];
    System.arraycopy(head, 0, body, 0, head.length);
    int at = head.length;
    for (byte[] each : group) {
      System.arraycopy(each, 0, body, at, each.length);
      at += each.length;
    }
    return body;
  }

  private void publish(byte[] body) {
    way.publisher()
        .accept(new Message(queue, body, way.replyTo(), new byte[0]), new Published(body));
  }

  private synchronized void confirmed() {
    underWay = false;
    if (probe || !entries.isEmpty()) {
      begin();
    } else {
      notifyAll();
    }
  }

  private final class Published implements Receipt {

    private final byte[] body;

    Published(byte[] body) {
      this.body = body;
    }

    @Override
    public void confirmed() {
      Outlet.this.confirmed();
    }

    @Override
    public void unroutable() {
      drop();
      gone.run();
    }

    @Override
    public void refused() {
      way.pause().then(() -> publish(body));
    }

    @Override
    public void lost() {
      drop(); // Whoever has made the outlet hears of the loss as well.
    }
  }
}
