package dev.warren.pool;

import dev.warren.codec.HostOrderCodec;
import dev.warren.codec.JournalCodec;
import dev.warren.codec.LiveGroup;
import dev.warren.codec.LiveReader;
import dev.warren.codec.MalformedMessageException;
import dev.warren.codec.MarkerCodec;
import dev.warren.codec.OtherVersionException;
import dev.warren.codec.OutcomeGroup;
import dev.warren.codec.OutcomeReader;
import dev.warren.codec.Signer;
import dev.warren.task.HostOrder;
import dev.warren.task.JobEntry;
import dev.warren.topology.QueueSpec;
import dev.warren.topology.ReplyQueues;
import dev.warren.transport.BrokerEvent;
import dev.warren.transport.BrokerException;
import dev.warren.transport.BrokerLink;
import dev.warren.transport.ConfirmedPublisher;
import dev.warren.transport.Delivery;
import dev.warren.transport.LinkListener;
import dev.warren.transport.LinkSettings;
import dev.warren.transport.Message;
import dev.warren.transport.Receipt;
import dev.warren.transport.RefusalPause;
import dev.warren.transport.Session;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool's side of the broker: sends flights to the task queue and receives outcomes on a reply
 * queue of its own. On each new connection it declares both and sends again whatever has no
 * outcome; outcomes that come twice are dropped by their task's id.
 */
final class Wire implements LinkListener, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Wire.class);
  private static final int REPLY_PREFETCH = 500;

  private final String poolId;
  private final QueueSpec tasks;
  private final Signer signer;
  private final Ear ear;
  private final LinkSettings settings;
  private final RefusalPause refusalPause = new RefusalPause();
  private final int shardCount;
  private final Shards shards;
  private final LongLimits longLimits;
  private BrokerLink link;
  private Session session;
  private volatile Outlet outlet;

  /** Where messages go out on one connection, and where their answers come in. */
  private record Outlet(ConfirmedPublisher publisher, String replyTo, int epoch) {}

  /** Who owns what is sent, and hears what comes back. */
  interface Ear {

    /** Outcomes, from a host that listens on that control queue, or on none if it is empty. */
    void outcomes(OutcomeGroup group, String control);

    /** A host that speaks another version of the protocol could not read a batch. */
    void misunderstood(OtherVersionException answer);

    /** Events, from a host that listens on that control queue. */
    void live(LiveGroup group, String control);

    /** A host does not listen on that control queue any more. */
    void gone(String control);

    /** Every flight that was sent and is not done, oldest first. */
    List<Flight> unfinished();

    /** A flight will be sent again, without the calls that are cancelled. */
    void sendingAgain(Flight flight);

    /** There is nothing left of a flight to send. */
    void landed(Flight flight);

    /** A flight is lost for good. */
    void lost(Flight flight, TaskLostException reason);

    /** Something has happened between us and the broker. */
    void heard(BrokerEvent event);

    /** The broker is gone for good. */
    void failed(BrokerException reason);
  }

  Wire(
      LinkSettings settings,
      String poolId,
      QueueSpec tasks,
      int shardCount,
      Signer signer,
      Ear ear) {
    this.poolId = poolId;
    this.tasks = tasks;
    this.shardCount = shardCount;
    this.signer = signer;
    this.ear = ear;
    this.settings = settings;
    this.longLimits = new LongLimits(tasks.name(), log::warn);
    this.shards =
        new Shards(
            tasks,
            shardCount,
            ear,
            (what, reason) -> link().tell(what, reason),
            flight -> refusalPause.next(() -> sendAgain(flight)),
            (queue, number) -> refusalPause.next(() -> mark(queue, number)));
  }

  /** Begins to connect. */
  synchronized void open() {
    link = BrokerLink.open(settings, this);
  }

  void awaitUp() throws InterruptedException {
    link().awaitUp();
  }

  private synchronized BrokerLink link() {
    return link;
  }

  /** Sends a new flight; without a connection it waits for the next one, which sends all. */
  void send(Flight flight) {
    Outlet now = outlet;
    if (now != null && flight.isNewOn(now.epoch())) {
      longLimits.sent(flight.limits());
      send(flight, now);
    }
  }

  private void send(Flight flight, Outlet now) {
    sendUntried(flight, now);
    flight.waiting().forEach(call -> sendWaiting(flight, call, now));
  }

  /** Sends the calls that do not wait for another attempt. */
  private void sendUntried(Flight flight, Outlet now) {
    byte[] body = flight.message();
    if (body.length > 0) {
      Flight.Letter letter = new Flight.Letter(body, flight.delay());
      publish(now, letter, flight, () -> sendUntried(flight, now));
    } else {
      ear.landed(flight); // Its outcomes came in since, or nobody wants them any more.
    }
  }

  private void sendWaiting(Flight flight, int call, Outlet now) {
    flight
        .waitingAgain(call)
        .ifPresent(letter -> publish(now, letter, flight, () -> sendWaiting(flight, call, now)));
  }

  /** {@code again}: sends the same once more if the broker refuses it. */
  private void publish(Outlet now, Flight.Letter letter, Flight flight, Runnable again) {
    byte[] signature = signer.sign(now.replyTo(), letter.body());
    QueueSpec queue = shards.of(flight);
    Message message = new Message(queue.name(), letter.body(), now.replyTo(), signature);
    Runnable ifStillThere = () -> onlyOn(now, again);
    now.publisher()
        .publish(
            message.delayedBy(letter.delay()),
            new Verdict(
                () -> flight.taken(letter.delay()),
                () -> queueGone(queue),
                () -> refusalPause.then(ifStillThere)));
  }

  /** The next connection sends everything again by itself. */
  private void onlyOn(Outlet before, Runnable action) {
    Outlet now = outlet;
    if (now != null && now.epoch() == before.epoch()) {
      action.run();
    }
  }

  /**
   * Tells a worker host something; without a connection it is lost. It is worth nothing later, so
   * it is tried a second time and no more.
   */
  void tell(String control, HostOrder order) {
    tell(control, order, () -> refusalPause.then(() -> tell(control, order, () -> {})));
  }

  private void tell(String control, HostOrder order, Runnable ifRefused) {
    Outlet now = outlet;
    if (isBlocked()) {
      refusalPause.then(() -> tell(control, order, ifRefused)); // Who cancels need not wait.
    } else if (now != null) {
      publish(
          now,
          control,
          HostOrderCodec.encode(order),
          new Verdict(() -> {}, () -> ear.gone(control), ifRefused));
    }
  }

  private synchronized boolean isBlocked() {
    return session != null && session.isBlocked();
  }

  private void publish(Outlet now, String queue, byte[] body, Receipt receipt) {
    byte[] signature = signer.sign(now.replyTo(), body);
    now.publisher().publish(new Message(queue, body, now.replyTo(), signature), receipt);
  }

  @Override
  public void up(Session fresh) throws IOException {
    QueueSpec own = ReplyQueues.of(poolId, fresh.epoch());
    fresh.declare(own);
    shards.up(fresh);
    if (shardCount > 1) {
      fresh.declare(tasks.journal().orElseThrow());
    }
    longLimits.connected(fresh.broker(), fresh.allowance(tasks));
    fresh.subscribe(own, REPLY_PREFETCH, this::receive);
    ConfirmedPublisher freshPublisher = fresh.publisher();
    Outlet now = new Outlet(freshPublisher, own.name(), fresh.epoch());
    synchronized (this) {
      session = fresh;
      outlet = now;
    }
    // Not here: a broker that is short of memory would hold up the thread that has to notice.
    refusalPause.next(
        () -> {
          announceShards();
          ear.unfinished().forEach(each -> sendOn(now, each));
        });
  }

  /** Tells whoever serves the queue, now and later, that it has shards. */
  private void announceShards() {
    Outlet now = outlet;
    if (now != null && shardCount > 1) {
      QueueSpec journal = tasks.journal().orElseThrow();
      byte[] body = JournalCodec.encode(new JobEntry.Sharded(Instant.now(), shardCount));
      byte[] signature = signer.sign(journal.name(), body);
      now.publisher()
          .publish(
              new Message(journal.name(), body, "", signature),
              new Verdict(
                  () -> {},
                  () -> queueGone(journal),
                  () -> refusalPause.then(() -> onlyOn(now, this::announceShards))));
    }
  }

  /** Sends what was there before the connection, and not what was sent on it since. */
  private void sendOn(Outlet fresh, Flight flight) {
    if (flight.isNewOn(fresh.epoch())) {
      sendAgain(flight, fresh);
    }
  }

  /** Sends what is lost; without a connection the next one does. */
  private void sendAgain(Flight flight) {
    Outlet now = outlet;
    if (now != null) {
      sendAgain(flight, now);
    }
  }

  private void sendAgain(Flight flight, Outlet now) {
    if (!flight.isDone()) {
      if (flight.wasSent()) {
        ear.sendingAgain(flight);
      }
      send(flight, now);
    }
  }

  @Override
  public void look(Session now) throws IOException {
    shards.look(now);
  }

  /** A host has taken a marker out of the queue. */
  void passed(long marker) {
    shards.passed(marker);
  }

  /** If it is refused, another marker follows by itself. */
  private void mark(QueueSpec queue, long number) {
    Outlet now = outlet;
    if (now != null) {
      publish(
          now,
          queue.name(),
          MarkerCodec.encode(number),
          new Verdict(() -> {}, () -> queueGone(queue), () -> {}));
    }
  }

  @Override
  public void heard(BrokerEvent event) {
    ear.heard(event);
  }

  @Override
  public synchronized void down(String reason) {
    session = null;
    outlet = null;
  }

  @Override
  public void failed(BrokerException reason) {
    ear.failed(reason);
  }

  private void receive(Delivery delivery) {
    try {
      if (LiveReader.isLive(delivery.body())) {
        ear.live(LiveReader.read(delivery.body()), delivery.replyTo());
      } else {
        ear.outcomes(OutcomeReader.read(delivery.body()), delivery.replyTo());
      }
    } catch (OtherVersionException e) {
      ear.misunderstood(e);
    } catch (MalformedMessageException e) {
      log.warn("a message on the reply queue is no outcome and is dropped: {}", e.getMessage());
    }
    delivery.ack();
  }

  /** Deletes a private task queue and closes the connection. */
  @Override
  public void close() {
    Session last;
    synchronized (this) {
      last = session;
      outlet = null;
    }
    if (last != null && !last.isBlocked() && tasks.kind() == QueueSpec.Kind.PRIVATE_TASKS) {
      try {
        last.delete(tasks);
      } catch (IOException | RuntimeException e) {
        log.debug("queue {} could not be deleted: {}", tasks.name(), e.toString());
      }
    }
    link().close();
  }

  private void queueGone(QueueSpec queue) {
    Session now;
    synchronized (this) {
      now = session;
    }
    if (now != null) {
      now.loseQueue(queue.name());
    }
  }
}
