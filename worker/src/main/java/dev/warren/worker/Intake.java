package dev.warren.worker;

import dev.warren.topology.QueueSpec;
import dev.warren.transport.Delivery;
import dev.warren.transport.QueueState;
import dev.warren.transport.Session;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes deliveries from the shards of a host's queue into its inbox: from the first child on, as
 * many ahead as measured batches are short, and until the host stops. Thread-safe.
 */
final class Intake {

  private static final Logger log = LoggerFactory.getLogger(Intake.class);

  private final QueueSpec queue;
  private final List<Lane> lanes = new CopyOnWriteArrayList<>();
  private final Inbox inbox;
  private final Markers markers;
  private final JobService jobs;
  private final Supplier<Slots> slots;
  private final PrefetchGovernor prefetch = new PrefetchGovernor();
  private final BooleanSupplier stopping;

  /** Held while the broker is asked for something, so never taken on a thread of the connection. */
  private final Object lock = new Object();

  private volatile Session session;
  private boolean consuming;
  private boolean anyChildReady;

  /** Whether the queue may be taken from; not known before its journal was read. */
  private volatile boolean allowed;

  private volatile int subscribed;

  /** {@code shards}: how many of the queue's it takes from, until it hears of more. */
  Intake(
      QueueSpec queue,
      int shards,
      Supplier<Slots> slots,
      Inbox inbox,
      Markers markers,
      JobService jobs,
      BooleanSupplier stopping) {
    this.queue = queue;
    queue.shards(shards).forEach(each -> lanes.add(new Lane(each)));
    this.inbox = inbox;
    this.markers = markers;
    this.jobs = jobs;
    this.slots = slots;
    this.stopping = stopping;
    this.allowed = queue.journal().isEmpty();
  }

  /** Makes what it takes from; what all shards have together, and consumers one of them. */
  QueueState declare(Session fresh) throws IOException {
    QueueState all = new QueueState(0, 0, false);
    for (Lane each : lanes) {
      all = all.and(fresh.declare(each.queue()));
    }
    return all;
  }

  /** A new connection. */
  void up(Session fresh) throws IOException {
    synchronized (lock) {
      session = fresh;
      disconnected();
      consume();
    }
  }

  void down() {
    inbox.clear(); // The broker redelivers it.
    synchronized (lock) {
      session = null;
      disconnected();
      allowed = queue.journal().isEmpty();
    }
  }

  private void disconnected() {
    consuming = false;
    lanes.forEach(Lane::down);
  }

  /** Takes from so many shards at least. Asks the broker. */
  void split(Session of, int shards) {
    synchronized (lock) {
      if (of != session || shards <= lanes.size()) {
        return;
      }
      log.info("{} has {} shards", queue.name(), shards);
      while (lanes.size() < shards) {
        lanes.add(new Lane(queue.shard(lanes.size())));
      }
      try {
        declare(of);
        if (consuming) {
          dealEvenly();
        }
      } catch (IOException e) {
        log.debug("no more shards yet, the link connects again: {}", e.toString());
      }
    }
  }

  /** Gives the connection up, if there is one. */
  void lose(String reason) {
    Session now = session;
    if (now != null) {
      now.lose(reason);
    }
  }

  /** There is somebody to work from now on; whether that is news. */
  boolean childReady() {
    synchronized (lock) {
      boolean first = !anyChildReady;
      anyChildReady = true;
      tryToConsume();
      return first;
    }
  }

  private void consume() throws IOException {
    boolean isFree = anyChildReady && !slots.get().areTooMany();
    if (session != null && !consuming && isFree && isTaking()) {
      consuming = true;
      dealEvenly();
    }
  }

  /** Whether the queue may be taken from. */
  boolean isTaking() {
    return allowed && !stopping.getAsBoolean();
  }

  /** Whether nothing is taken for now; so it is without a connection too. */
  boolean isPaused() {
    return !allowed;
  }

  private int wanted() {
    return prefetch.prefetch(slots.get().wanted());
  }

  /**
   * There may be another number of slots. While there are too many, all of them are busy, so
   * nothing more is taken until those have gone. Asks the broker.
   */
  void resized() {
    synchronized (lock) {
      if (slots.get().areTooMany()) {
        cancel();
      } else {
        tryToConsume();
        deal();
      }
    }
  }

  private void dealEvenly() throws IOException {
    subscribed = wanted();
    for (Lane each : lanes) {
      consume(each, Shares.even(subscribed, lanes.size()));
    }
  }

  private void consume(Lane lane, int share) throws IOException {
    lane.consume(session, share, delivery -> receive(lane, delivery));
  }

  private void receive(Lane lane, Delivery delivery) {
    lane.arrived();
    if (markers.take(delivery) || jobs.take(delivery)) {
      return;
    }
    inbox.add(delivery);
    if (!isTaking()) {
      inbox.clear().forEach(Delivery::giveBack);
    }
  }

  /** A batch has taken so long. */
  void measured(long nanos) {
    prefetch.measured(nanos);
    if (wanted() != subscribed || isStarving()) {
      synchronized (lock) {
        deal();
      }
    }
  }

  private boolean isStarving() {
    return lanes.size() > 1 && Shares.isStarving(loads(), slots.get().wanted());
  }

  private List<Shares.Load> loads() {
    return lanes.stream().map(Lane::load).toList();
  }

  /** Looks after the shares of the shards, every few seconds. */
  void look() {
    if (lanes.size() > 1) {
      synchronized (lock) {
        deal();
      }
      lanes.forEach(Lane::watch);
    }
  }

  private void deal() {
    if (!consuming || !isTaking() || session.isBlocked()) {
      return;
    }
    try {
      if (wanted() != subscribed) {
        dealEvenly();
      } else {
        List<Integer> shares = Shares.deal(loads(), slots.get().wanted(), subscribed);
        for (int i = 0; i < shares.size(); i++) {
          consume(lanes.get(i), shares.get(i));
        }
      }
    } catch (IOException e) {
      log.debug("the prefetch stays as it is, the link connects again: {}", e.toString());
    }
  }

  /**
   * Takes nothing more for now and gives back what waits, or takes from now on. Asks the broker.
   */
  void pause(Session of, boolean pause) {
    synchronized (lock) {
      if (of != session) {
        return; // Its journal was read for a connection that is lost.
      }
      allowed = !pause;
      if (pause) {
        log.info("{} is paused: nothing is taken from it", queue.name());
        cancel();
      } else {
        tryToConsume();
      }
    }
    if (pause) {
      jobs.limiter().wake();
      inbox.clear().forEach(Delivery::giveBack);
    }
  }

  private void tryToConsume() {
    try {
      consume();
    } catch (IOException e) {
      log.debug("no consumer yet, the link connects again: {}", e.toString());
    }
  }

  /** The host stops: nothing more is taken, and what waits goes back. */
  void stop() {
    synchronized (lock) {
      cancel();
    }
    jobs.limiter().wake();
    inbox.clear().forEach(Delivery::giveBack);
  }

  private void cancel() {
    consuming = false;
    for (Lane each : lanes) {
      try {
        each.cancel();
      } catch (IOException | RuntimeException e) {
        log.debug("the consumer was gone already: {}", e.toString());
      }
    }
  }
}
