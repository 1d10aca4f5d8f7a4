package dev.warren.worker;

import dev.warren.topology.QueueSpec;
import dev.warren.transport.Delivery;
import dev.warren.transport.Session;
import dev.warren.transport.Subscription;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes deliveries from the queue of a host into its inbox: from the first child on, as many ahead
 * as measured batches are short, and until the host stops. Thread-safe.
 */
final class Intake {

  private static final Logger log = LoggerFactory.getLogger(Intake.class);

  private final QueueSpec queue;
  private final Inbox inbox;
  private final Markers markers;
  private final JobService jobs;
  private final PrefetchGovernor prefetch;
  private final BooleanSupplier stopping;

  /** Held while the broker is asked for something, so never taken on a thread of the connection. */
  private final Object lock = new Object();

  private volatile Session session;
  private Subscription subscription;
  private boolean consuming;
  private boolean anyChildReady;

  /** Whether the queue may be taken from; not known before its journal was read. */
  private volatile boolean allowed;

  private volatile int subscribed;

  Intake(
      QueueSpec queue,
      int processes,
      Inbox inbox,
      Markers markers,
      JobService jobs,
      BooleanSupplier stopping) {
    this.queue = queue;
    this.inbox = inbox;
    this.markers = markers;
    this.jobs = jobs;
    this.prefetch = new PrefetchGovernor(processes);
    this.stopping = stopping;
    this.allowed = queue.journal().isEmpty();
  }

  /** A new connection. */
  void up(Session fresh) throws IOException {
    synchronized (lock) {
      session = fresh;
      subscription = null;
      consuming = false;
      consume();
    }
  }

  void down() {
    inbox.clear(); // The broker redelivers it.
    synchronized (lock) {
      session = null;
      subscription = null;
      consuming = false;
      allowed = queue.journal().isEmpty();
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
    if (session != null && !consuming && anyChildReady && isTaking()) {
      subscribed = prefetch.prefetch();
      consuming = true;
      if (subscription == null) {
        subscription = session.subscribe(queue, subscribed, this::receive);
      } else {
        subscription.prefetch(subscribed);
      }
    }
  }

  /** Whether nothing is taken for now; so it is without a connection too. */
  boolean isPaused() {
    return !allowed;
  }

  private boolean isTaking() {
    return allowed && !stopping.getAsBoolean();
  }

  private void receive(Delivery delivery) {
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
    if (prefetch.prefetch() != subscribed) {
      synchronized (lock) {
        applyPrefetch();
      }
    }
  }

  private void applyPrefetch() {
    int wanted = prefetch.prefetch();
    boolean possible = consuming && isTaking() && !session.isBlocked();
    if (possible && wanted != subscribed) {
      subscribed = wanted;
      try {
        subscription.prefetch(wanted);
      } catch (IOException e) {
        log.debug("the prefetch stays as it is, the link connects again: {}", e.toString());
      }
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
    if (consuming) {
      consuming = false;
      try {
        subscription.cancel();
      } catch (IOException | RuntimeException e) {
        log.debug("the consumer was gone already: {}", e.toString());
      }
    }
  }
}
