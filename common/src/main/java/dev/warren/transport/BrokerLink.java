package dev.warren.transport;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a connection to a broker: connects with backoff, hands each new {@link Session} to its
 * listener, watches it, and begins again when it is lost.
 *
 * <p>The client library's automatic recovery is off: it leaves channels that were closed by an
 * error closed, loses what is published while it recovers, and does not retry the first connection
 * (RabbitMQ documentation, Java Client API Guide).
 *
 * <pre>
 * CONNECTING --up--> UP --lost--> RECOVERING --up--> UP
 *     |                               |
 *     +------- patience at an end ----+--> FAILED     all others --close()--> CLOSED
 * </pre>
 */
public final class BrokerLink implements AutoCloseable {

  /** Where a link is in its life. */
  public enum State {
    /** The first connection is being made. */
    CONNECTING,
    /** Connected, and the listener has set up what it needs. */
    UP,
    /** The connection was lost and is being made anew. */
    RECOVERING,
    /** Given up. */
    FAILED,
    /** Closed by its owner. */
    CLOSED
  }

  private static final Logger log = LoggerFactory.getLogger(BrokerLink.class);
  private static final Duration WATCHDOG_PERIOD = Duration.ofSeconds(5);

  /** A session that lived for less did not get over what ended the one before it. */
  private static final Duration STABLE = Duration.ofSeconds(10);

  private static final Duration GOODBYE_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration JOIN_TIMEOUT = Duration.ofSeconds(10);
  private static final int HEARTBEAT_SECONDS = 10;
  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
  private static final int RPC_TIMEOUT_MILLIS = 60_000;

  /**
   * As much as any RabbitMQ lets through. Who receives less breaks on what the broker has taken.
   */
  private static final int MAX_MESSAGE_BYTES = 512 << 20;

  /** How many sessions could not be set up. */
  private int useless;

  private final LinkSettings settings;
  private final LinkListener listener;
  private final Tidings tidings;
  private final CompletableFuture<Void> firstUp = new CompletableFuture<>();
  private final CompletableFuture<Void> closing = new CompletableFuture<>();
  private final Thread thread;
  private volatile State state = State.CONNECTING;
  private volatile Lifeline line = new Lifeline();
  private Backoff backoff;
  private int epoch;
  private boolean wasUp;
  private boolean wasSlow;

  private BrokerLink(LinkSettings settings, LinkListener listener) {
    this.settings = settings;
    this.listener = listener;
    this.tidings = new Tidings(settings, listener::heard);
    this.backoff = new Backoff(settings.connectPatience());
    this.thread = new Thread(this::run, "warren-link-" + settings.name());
    thread.setDaemon(true);
  }

  /**
   * Starts connecting and returns at once.
   *
   * @param settings where to and how long to try
   * @param listener hears of every session
   * @return the link
   */
  public static BrokerLink open(LinkSettings settings, LinkListener listener) {
    BrokerLink link = new BrokerLink(settings, listener);
    link.thread.start();
    return link;
  }

  /**
   * Waits until the first session is up.
   *
   * @throws BrokerException if the link gave up or was closed before
   * @throws InterruptedException if the calling thread is interrupted
   */
  public void awaitUp() throws InterruptedException {
    try {
      firstUp.get();
    } catch (ExecutionException e) {
      BrokerException reason = (BrokerException) e.getCause();
      throw new BrokerException(reason.address(), reason.getMessage(), reason);
    }
  }

  /**
   * Where the link is in its life.
   *
   * @return its state
   */
  public State state() {
    return state;
  }

  /**
   * Closes the connection and ends the link's thread. Closing twice does nothing; closing while a
   * connection is being made or set up, or is stuck, cuts it short.
   */
  @Override
  public void close() {
    closing.complete(null);
    Lifeline last = line;
    if (state == State.UP) {
      CompletableFuture.delayedExecutor(
              GOODBYE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
          .execute(last::cut);
    } else {
      last.lose(new Loss(BrokerState.CONNECTION_LOST, "closed"));
    }
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join(JOIN_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      for (Session session = connect(); session != null; session = connect()) {
        state = State.UP;
        firstUp.complete(null);
        long since = System.nanoTime();
        watch(session);
        if (!closing.isDone()) {
          lost(session.whenLost().join(), System.nanoTime() - since);
        }
      }
      state = State.CLOSED;
      firstUp.completeExceptionally(
          new BrokerException(settings.address().toString(), "the connection was closed", null));
    } catch (BrokerException e) {
      failed(e);
    } catch (RuntimeException | Error e) {
      // Whatever it is: nobody may wait for a link that is no more.
      log.error("{}: the link has failed", settings.name(), e);
      failed(new BrokerException(settings.address().toString(), "the link has failed: " + e, e));
    } finally {
      line.lose(new Loss(BrokerState.CONNECTION_LOST, "the link has ended"));
    }
  }

  private void failed(BrokerException reason) {
    state = State.FAILED;
    tidings.tell(BrokerState.FAILED, reason.getMessage());
    firstUp.completeExceptionally(reason);
    listener.failed(reason);
  }

  private void lost(Loss loss, long livedNanos) {
    boolean first = !wasUp;
    boolean slow = loss.state() == BrokerState.SLOW;
    // A session that is lost for being slow has lived for a minute, and is no better for that.
    boolean same = slow ? wasSlow : livedNanos < STABLE.toNanos();
    wasUp = true;
    wasSlow = slow;
    state = State.RECOVERING;
    tidings.tell(loss.state(), loss.reason() + "; connecting again");
    listener.down(loss.reason());
    if (first || !same) {
      backoff = new Backoff(settings.recoverPatience());
    } else if (backoff.isOver()) {
      throw unstable(loss);
    } else {
      pause(backoff.next());
    }
  }

  /** Makes a session and has the listener set it up; returns null if the link is closed. */
  private Session connect() {
    while (true) {
      Lifeline fresh = new Lifeline();
      line = fresh;
      if (closing.isDone()) {
        return null;
      }
      Session session = null;
      try {
        session = new Session(newConnection(fresh), fresh, ++epoch, tidings::tell);
        listener.up(session);
        tidings.tell(BrokerState.CONNECTED, session.broker());
        return session;
      } catch (IOException | TimeoutException | GeneralSecurityException | RuntimeException e) {
        fresh.lose(Loss.of(e));
        useless += session == null ? 0 : 1;
        if (closing.isDone()) {
          return null;
        }
        Throwable why = Faults.telling(fresh.whenLost().join().cause().orElse(e), e);
        BrokerState fault = Faults.stateAtStart(why, session != null);
        boolean pointless = state == State.CONNECTING && fault == BrokerState.REFUSED;
        if (pointless || backoff.isOver()) {
          throw giveUp(why);
        }
        tidings.tellOnce(fault, Faults.describe(why) + "; trying again");
        pause(backoff.next());
      }
    }
  }

  private BrokerException giveUp(Throwable e) {
    return new BrokerException(
        settings.address().toString(),
        "cannot use the broker at "
            + settings.address()
            + " ("
            + Faults.describe(e)
            + "): "
            + Faults.advice(e),
        e);
  }

  private BrokerException unstable(Loss loss) {
    return new BrokerException(
        settings.address().toString(),
        "the connection to the broker at "
            + settings.address()
            + " has been lost again and again for longer than "
            + settings.recoverPatience()
            + " (now: "
            + loss.reason()
            + "): see to the network and to the broker's log, or be more patient",
        null);
  }

  private Connection newConnection(Lifeline fresh)
      throws IOException, TimeoutException, GeneralSecurityException {
    ConnectionFactory factory = settings.address().factory();
    factory.setAutomaticRecoveryEnabled(false);
    factory.setTopologyRecoveryEnabled(false);
    factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
    factory.setExceptionHandler(new ClientFaults(fresh));
    factory.setChannelRpcTimeout(RPC_TIMEOUT_MILLIS);
    factory.setConnectionTimeout(CONNECT_TIMEOUT_MILLIS);
    factory.setMaxInboundMessageBodySize(MAX_MESSAGE_BYTES);
    // Added to the one that is there, which may be what checks a TLS host name.
    factory.setSocketConfigurator(factory.getSocketConfigurator().andThen(fresh::use));
    factory.setThreadFactory(
        task -> {
          Thread made = new Thread(task, "warren-amqp-" + settings.name());
          made.setDaemon(true);
          return made;
        });
    // The next node where this one has let us in, but has not what we need.
    List<Address> nodes = new ArrayList<>(settings.address().addresses());
    Collections.rotate(nodes, -useless);
    return factory.newConnection(nodes, settings.name());
  }

  /** Returns when the session is lost or the link is to close. */
  private void watch(Session session) {
    CompletableFuture<Object> end = CompletableFuture.anyOf(session.whenLost(), closing);
    long freeSince = System.nanoTime();
    while (!end.isDone()) {
      try {
        end.get(WATCHDOG_PERIOD.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        freeSince = session.isBlocked() ? freeSince : System.nanoTime();
        if (heldBackTooLong(freeSince)) {
          throw heldBack();
        }
        look(session);
      } catch (ExecutionException | InterruptedException e) {
        session.lose("the link's thread was disturbed");
      }
    }
    if (closing.isDone()) {
      session.close();
    }
  }

  private void look(Session session) {
    session.watch().checkConsumers();
    session.watch().checkConfirms();
    try {
      if (session.isUp()) {
        listener.look(session);
      }
    } catch (IOException | RuntimeException e) {
      log.debug("{}: could not look after the connection", settings.name(), e);
      session.lose("it could not be looked after: " + Faults.describe(e));
    }
  }

  private boolean heldBackTooLong(long freeSince) {
    Duration blocked = Duration.ofNanos(System.nanoTime() - freeSince);
    return blocked.compareTo(WATCHDOG_PERIOD.plus(WATCHDOG_PERIOD)) > 0
        && blocked.compareTo(settings.recoverPatience()) >= 0;
  }

  private BrokerException heldBack() {
    return new BrokerException(
        settings.address().toString(),
        "the broker at "
            + settings.address()
            + " has held back all messages for too long: see to its memory and disk alarms, or be"
            + " more patient",
        null);
  }

  /**
   * Tells the listener, and the log, what its owner has found out about the broker.
   *
   * @param what its name
   * @param reason what is known about it
   */
  public void tell(BrokerState what, String reason) {
    tidings.tell(what, reason);
  }

  private void pause(Duration length) {
    try {
      closing.get(length.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // The pause is over.
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("the link's thread was disturbed", e);
    }
  }
}
