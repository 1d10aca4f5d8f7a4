package dev.warren.transport;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import dev.warren.topology.QueueSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, from when it is up until it is lost. Anything out of the ordinary on it (an error
 * on a channel, a consumer that the broker cancelled) ends the session, and the link makes a new
 * one: one way of recovery for every fault. Thread-safe.
 */
public final class Session {

  private static final Logger log = LoggerFactory.getLogger(Session.class);
  private static final int CLOSE_TIMEOUT_MILLIS = 2_000;

  private final Connection connection;
  private final Lifeline line;
  private final BrokerDialect dialect;
  private final int epoch;
  private final Channel control;
  private final Set<QueueSpec> reachable = new HashSet<>();
  private final SessionWatch watch;

  /** {@code teller} hears what happens while the session goes on, on any thread. */
  Session(Connection connection, Lifeline line, int epoch, BiConsumer<BrokerState, String> teller)
      throws IOException {
    this.connection = connection;
    this.line = line;
    this.watch = new SessionWatch(this, teller);
    this.dialect = BrokerDialect.of(connection);
    this.epoch = epoch;
    connection.addShutdownListener(cause -> lose(Loss.of(cause)));
    connection.addBlockedListener(watch::block, watch::unblock);
    this.control = openChannel();
    var unused = line.whenLost().thenRun(watch::tellOfTheLoss);
  }

  /**
   * Counts the connections of this link.
   *
   * @return 1 for the first
   */
  public int epoch() {
    return epoch;
  }

  /**
   * The broker that this is.
   *
   * @return its product name and version
   */
  public String broker() {
    return dialect.name();
  }

  /**
   * Declares a queue, if it is not there already. One of tasks that hosts consume can be published
   * to with a delay from then on.
   *
   * @param queue the queue
   * @return how many messages wait in it and how many consumers it has
   * @throws IOException if the broker refuses; the session is lost then
   */
  public QueueState declare(QueueSpec queue) throws IOException {
    boolean durable = queue.kind() != QueueSpec.Kind.REPLIES;
    boolean exclusive = queue.kind() == QueueSpec.Kind.REPLIES;
    synchronized (control) {
      AMQP.Queue.DeclareOk ok =
          asked(
              () ->
                  control.queueDeclare(
                      queue.name(), durable, exclusive, false, dialect.arguments(queue)));
      if (queue.kind().isDelayed() && reachable.add(queue)) {
        asked(
            () -> {
              dialect.reach(queue, control);
              return ok;
            });
      }
      return new QueueState(ok.getMessageCount(), ok.getConsumerCount(), dialect.countsUnsettled());
    }
  }

  /**
   * Whether a queue is there, without making it.
   *
   * @param queue the queue
   * @return false if the broker knows no such queue
   * @throws IOException if the broker refuses to say; the session is lost then
   */
  public boolean exists(QueueSpec queue) throws IOException {
    Channel trial = newChannel();
    return asked(
        () -> {
          try {
            trial.queueDeclarePassive(queue.name());
          } catch (IOException e) {
            if (Faults.isMissing(e)) {
              return false; // And has closed the channel for it.
            }
            throw e;
          }
          close(trial);
          return true;
        });
  }

  /**
   * Takes every waiting message out of a queue that exists.
   *
   * @param queue the queue
   * @return how many there were
   * @throws IOException if the broker refuses; the session is lost then
   */
  public int purge(QueueSpec queue) throws IOException {
    synchronized (control) {
      return asked(() -> control.queuePurge(queue.name())).getMessageCount();
    }
  }

  /**
   * Deletes a queue that exists, with what is in it.
   *
   * @param queue the queue
   * @throws IOException if the broker refuses; the session is lost then
   */
  public void delete(QueueSpec queue) throws IOException {
    synchronized (control) {
      asked(() -> control.queueDelete(queue.name()));
      reachable.remove(queue);
    }
  }

  /**
   * Opens a publisher with a channel of its own.
   *
   * @return the publisher; it ends with the session
   * @throws IOException if the channel cannot be opened
   */
  public ConfirmedPublisher publisher() throws IOException {
    ConfirmedPublisher publisher = asked(() -> new ConfirmedPublisher(this, openChannel()));
    watch.add(publisher);
    return publisher;
  }

  /**
   * Consumes a queue that exists, on a channel of its own.
   *
   * @param queue the queue
   * @param prefetch how many unacknowledged deliveries may be out at once, at least 1
   * @param handler gets each delivery, one at a time, on a thread of the connection
   * @return the subscription; it ends with the session
   * @throws IllegalArgumentException if the prefetch is less than 1
   * @throws IOException if the broker refuses; the session is lost then
   */
  public Subscription subscribe(QueueSpec queue, int prefetch, Consumer<Delivery> handler)
      throws IOException {
    return subscribe(queue, dialect.consumerArguments(queue), prefetch, handler);
  }

  Subscription subscribe(
      QueueSpec queue, Map<String, Object> arguments, int prefetch, Consumer<Delivery> handler)
      throws IOException {
    Subscription subscription = new Subscription(this, queue, openChannel(), arguments, handler);
    subscription.prefetch(prefetch);
    watch.add(subscription);
    return subscription;
  }

  /**
   * Opens a reader of a queue that exists, on a channel of its own.
   *
   * @param queue the queue
   * @return the reader; it ends with the session
   * @throws IOException if the channel cannot be opened
   */
  public QueueReader reader(QueueSpec queue) throws IOException {
    return new QueueReader(this, queue, openChannel());
  }

  /**
   * Makes something that takes single messages out of queues.
   *
   * @return the taker; it ends with the session
   */
  public Taker taker() {
    return new Taker(this);
  }

  /**
   * Opens a reader of a log that exists, on a channel of its own.
   *
   * @param log a queue whose messages stay when they are read
   * @return the reader, which begins with the oldest message; it ends with the session
   * @throws IllegalArgumentException if that is no log
   * @throws IOException if the broker refuses; the session is lost then
   */
  public LogReader log(QueueSpec log) throws IOException {
    return log(log, LogReader.Start.FIRST, LogReader.PREFETCH);
  }

  /**
   * Opens a reader of a log that exists, on a channel of its own.
   *
   * @param log a queue whose messages stay when they are read
   * @param from where the reader begins
   * @param prefetch how many messages may be under way to a reader that is slow, at least 1
   * @return the reader; it ends with the session
   * @throws IllegalArgumentException if that is no log, or the prefetch is less than 1
   * @throws IOException if the broker refuses; the session is lost then
   */
  public LogReader log(QueueSpec log, LogReader.Start from, int prefetch) throws IOException {
    LogReader reader = new LogReader(this, log);
    reader.begin(from, prefetch);
    watch.add(reader);
    if (!isUp()) {
      reader.lost(); // It may have come too late to be told.
    }
    return reader;
  }

  /**
   * Whether this connection is still the one in use.
   *
   * @return false once it is lost or closed
   */
  public boolean isUp() {
    return !line.whenLost().isDone();
  }

  /**
   * Whether the broker holds back what this connection sends, for lack of memory or disk. It then
   * answers nothing that it is asked either.
   *
   * @return true from when the broker says so until it says that it is over
   */
  public boolean isBlocked() {
    return watch.isBlocked();
  }

  /**
   * How long a consumer may keep a delivery of a queue before the broker hands it to another one.
   *
   * @param queue the queue
   * @return empty for as long as it likes
   */
  public Optional<Duration> allowance(QueueSpec queue) {
    return dialect.allowance(queue);
  }

  BrokerDialect dialect() {
    return dialect;
  }

  /** What looks after the session while it goes on. */
  SessionWatch watch() {
    return watch;
  }

  /** Completes with the reason when the session is lost. */
  CompletableFuture<Loss> whenLost() {
    return line.whenLost();
  }

  /**
   * Gives the connection up, so that the link makes a new one. Waits for nobody, takes a second at
   * most, and may be called by any thread, those of the connection included.
   *
   * @param reason why, for the log
   */
  public void lose(String reason) {
    lose(new Loss(BrokerState.CONNECTION_LOST, reason));
  }

  /**
   * Gives the connection up because a queue that was declared on it has gone.
   *
   * @param queue the queue's name
   */
  public void loseQueue(String queue) {
    lose(new Loss(BrokerState.QUEUE_GONE, "queue " + queue + " is gone"));
  }

  void lose(Loss loss) {
    line.lose(loss);
  }

  /** Ends the session in good order. */
  void close() {
    if (line.whenLost().complete(new Loss(BrokerState.CONNECTION_LOST, "closed"))) {
      try {
        connection.close(CLOSE_TIMEOUT_MILLIS);
      } catch (IOException | RuntimeException e) {
        log.debug("closing a connection: {}", Faults.describe(e));
      }
    }
  }

  /** Something that the broker is asked for. */
  interface Question<T> {
    T ask() throws IOException;
  }

  /** Asks. Whatever the client library throws is one kind of exception, and loses the session. */
  <T> T asked(Question<T> question) throws IOException {
    try {
      return question.ask();
    } catch (IOException | ShutdownSignalException e) {
      Loss loss = Loss.of(e);
      lose(loss);
      throw new IOException(loss.reason(), e);
    }
  }

  /** Closes a channel in good order: the broker has done all that it was told there. */
  void close(Channel channel) throws IOException {
    asked(
        () -> {
          try {
            channel.close();
          } catch (TimeoutException e) {
            throw new IOException("the broker does not answer", e);
          }
          return channel;
        });
  }

  void end(Subscription subscription, Channel channel) throws IOException {
    watch.remove(subscription);
    close(channel);
  }

  void end(ConfirmedPublisher publisher, Channel channel) throws IOException {
    watch.remove(publisher);
    try {
      close(channel);
    } finally {
      publisher.loseAll();
    }
  }

  void end(LogReader reader) {
    watch.remove(reader);
  }

  private Channel newChannel() throws IOException {
    Channel channel = asked(connection::createChannel);
    if (channel == null) {
      throw new IOException("the broker allows no more channels on this connection");
    }
    return channel;
  }

  Channel openChannel() throws IOException {
    Channel channel = newChannel();
    channel.addShutdownListener(
        cause -> {
          if (!cause.isInitiatedByApplication()) {
            lose(Loss.of(cause));
          }
        });
    return channel;
  }
}
