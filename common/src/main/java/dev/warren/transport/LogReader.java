package dev.warren.transport;

import dev.warren.topology.QueueSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Reads a log, from its oldest message on unless told otherwise, and leaves it as it is: any number
 * of readers see the same, in the same order. Used by one thread, but for {@link #close}.
 *
 * <p>No broker says reliably how long a log is. So a reader that wants to know where the end is
 * puts a mark there, and has seen everything that was there before when the mark comes. Readers
 * skip the marks of others.
 */
public final class LogReader implements AutoCloseable {

  /** Where in a log a reader begins. */
  public enum Start {
    /** At the oldest message. */
    FIRST,
    /** At the newest message or somewhat before it; with a broker that cannot, at the oldest. */
    LAST
  }

  private static final String MARK = "mark ";
  private static final Duration FOR_EVER = LinkSettings.FOR_EVER;

  /** How much is under way to a reader that is slow. */
  static final int PREFETCH = 50;

  private final Session session;
  private final QueueSpec log;
  private final BlockingQueue<Optional<Delivery>> arrived = new LinkedBlockingQueue<>();
  private Optional<Subscription> subscription = Optional.empty();
  private Optional<ConfirmedPublisher> marker = Optional.empty();
  private String mark = "";

  LogReader(Session session, QueueSpec log) {
    if (!log.kind().isLog()) {
      throw new IllegalArgumentException(log.name() + " is a queue, not a log");
    }
    this.session = session;
    this.log = log;
  }

  void begin(Start from, int prefetch) throws IOException {
    BrokerDialect dialect = session.dialect();
    Map<String, Object> arguments =
        from == Start.FIRST ? dialect.consumerArguments(log) : dialect.lastArguments(log);
    subscription =
        Optional.of(
            session.subscribe(
                log, arguments, prefetch, delivery -> arrived.add(Optional.of(delivery))));
  }

  /** Who waits must not wait for what cannot come any more. */
  void lost() {
    arrived.add(Optional.empty());
  }

  /**
   * Whether a message is one that a reader has put there to find the end, and of no interest.
   *
   * @param body a message of a log
   * @return false for the others
   */
  public static boolean isMark(byte[] body) {
    return body.length >= MARK.length()
        && new String(body, 0, MARK.length(), StandardCharsets.US_ASCII).equals(MARK);
  }

  /**
   * Gives every message up to the end of the log as it is now, at once or after those that come
   * before. May be called again, for what has come since.
   *
   * @param each gets each message that was not read yet, in order
   * @throws IOException if the connection is lost, or the log has gone
   * @throws InterruptedException if the calling thread is interrupted
   */
  public void toEnd(Consumer<Delivery> each) throws IOException, InterruptedException {
    markEnd();
    for (Optional<Delivery> next = take(FOR_EVER); next.isPresent(); next = take(FOR_EVER)) {
      each.accept(next.get());
    }
  }

  /**
   * Marks the end of the log as it is now, for {@link #next} to say when it has come there. A mark
   * from before counts no more.
   *
   * @throws IOException if the connection is lost
   */
  public void markEnd() throws IOException {
    mark = MARK + UUID.randomUUID();
    if (marker.isEmpty()) {
      marker = Optional.of(session.publisher());
    }
    byte[] text = mark.getBytes(StandardCharsets.US_ASCII);
    marker.get().publish(Message.of(log.name(), text), new Placed(session, log));
  }

  /**
   * Waits for the next message.
   *
   * @param timeout how long at most
   * @return the message; empty if there is none by then, or when all is read that was there at
   *     {@link #markEnd}
   * @throws IOException if the connection is lost, or the log has gone
   * @throws InterruptedException if the calling thread is interrupted
   */
  public Optional<Delivery> next(Duration timeout) throws IOException, InterruptedException {
    return take(timeout);
  }

  /** The next message; empty behind the own mark, or when the time is over. */
  private Optional<Delivery> take(Duration timeout) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (true) {
      long left = Math.max(0, saturated(timeout) - (System.nanoTime() - start));
      Optional<Delivery> next = arrived.poll(left, TimeUnit.NANOSECONDS);
      if (next == null) {
        return Optional.empty();
      }
      if (next.isEmpty()) {
        arrived.add(next); // For whoever asks again.
        throw new IOException("the connection was lost while " + log.name() + " was being read");
      }
      byte[] body = next.get().body();
      next.get().ack();
      if (!isMark(body)) {
        return next;
      }
      if (new String(body, StandardCharsets.US_ASCII).equals(mark)) {
        return Optional.empty();
      }
    }
  }

  private static long saturated(Duration timeout) {
    return timeout.compareTo(Duration.ofNanos(Long.MAX_VALUE)) >= 0
        ? Long.MAX_VALUE
        : timeout.toNanos();
  }

  /**
   * Ends the reading; the log stays.
   *
   * @throws IOException if the broker refuses; the session is lost then
   */
  @Override
  public void close() throws IOException {
    session.end(this);
    try {
      if (session.isUp() && subscription.isPresent()) {
        subscription.get().close();
      }
      if (session.isUp() && marker.isPresent()) {
        marker.get().close();
      }
    } finally {
      arrived.clear();
    }
  }

  /** A mark that does not come into the log would be waited for in vain. */
  private record Placed(Session session, QueueSpec log) implements Receipt {

    @Override
    public void confirmed() {}

    @Override
    public void unroutable() {
      session.loseQueue(log.name());
    }

    @Override
    public void refused() {
      session.lose("the broker has refused a message for " + log.name());
    }

    @Override
    public void lost() {}
  }
}
