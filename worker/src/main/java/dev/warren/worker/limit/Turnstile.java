package dev.warren.worker.limit;

import dev.warren.codec.MalformedMessageException;
import dev.warren.codec.PermitCodec;
import dev.warren.task.Permit;
import dev.warren.task.QueueLimit;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A slot's way to the permits of one queue. It consumes only while it waits, so no permit lies with
 * a slot that does not need it, and those who wait are served in turn. Used by one thread, but for
 * what the connection brings.
 */
final class Turnstile {

  private static final Logger log = LoggerFactory.getLogger(Turnstile.class);

  /** Whoever waits looks again after that, should it not have been told. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** How long the setting of a permit may take to be read here, behind the permit itself. */
  private static final Duration UNREAD = Duration.ofMillis(100);

  private final Limiter limiter;
  private final QueueSpec queue;
  private final Supplier<QueueLimit> limit;
  private final BiPredicate<QueueLimit, Permit> allows;
  private Optional<PermitBroker> broker = Optional.empty();
  private PermitBroker.Tap tap;

  /** Both guarded by the limiter. */
  private boolean waiting;

  private Optional<Delivery> arrived = Optional.empty();

  /** A permit in hand: the broker has it back when it is given back, or the connection lost. */
  record Held(Delivery delivery, Permit permit) {}

  /** What a permit is worth. */
  private enum Worth {
    GOOD,
    VOID,
    UNKNOWN
  }

  /** Permits count as {@code allows} says of what {@code limit} is now. */
  Turnstile(
      Limiter limiter,
      QueueSpec queue,
      Supplier<QueueLimit> limit,
      BiPredicate<QueueLimit, Permit> allows) {
    this.limiter = limiter;
    this.queue = queue;
    this.limit = limit;
    this.allows = allows;
  }

  /**
   * Waits for a permit that counts; empty if {@code giveUp} says so. Void ones are taken off the
   * queue.
   */
  Optional<Held> await(BooleanSupplier giveUp) throws InterruptedException {
    while (!giveUp.getAsBoolean()) {
      long seen = limiter.changes();
      try {
        Optional<Delivery> next = next(giveUp);
        if (next.isEmpty()) {
          limiter.await(seen, LOOK, giveUp);
        } else {
          Optional<Permit> permit = read(next.get());
          switch (worth(permit)) {
            case GOOD -> {
              return Optional.of(new Held(next.get(), permit.orElseThrow()));
            }
            case VOID -> next.get().ack();
            case UNKNOWN -> {
              next.get().giveBack();
              limiter.await(seen, UNREAD, giveUp);
            }
          }
        }
      } catch (IOException e) {
        log.debug("no permit, the link connects again: {}", e.toString());
        limiter.await(seen, LOOK, giveUp);
      }
    }
    return Optional.empty();
  }

  /** The same, if there is one now. */
  Optional<Held> poll() throws IOException {
    Optional<PermitBroker> now = limiter.broker();
    while (now.isPresent()) {
      Optional<Delivery> next = now.get().take(queue);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      Optional<Permit> permit = read(next.get());
      switch (worth(permit)) {
        case GOOD -> {
          return Optional.of(new Held(next.get(), permit.orElseThrow()));
        }
        case VOID -> next.get().ack();
        case UNKNOWN -> {
          next.get().giveBack();
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private Worth worth(Optional<Permit> permit) {
    QueueLimit now = limit.get();
    if (permit.isPresent() && permit.get().since() > now.number()) {
      return Worth.UNKNOWN;
    }
    return permit.filter(it -> allows.test(now, it)).isPresent() ? Worth.GOOD : Worth.VOID;
  }

  private Optional<Permit> read(Delivery delivery) {
    if (!limiter.signer().accepts(queue.name(), delivery.body(), delivery.signature())) {
      log.warn("a permit of {} is void: its signature is missing or wrong", queue.name());
      return Optional.empty();
    }
    try {
      return Optional.of(PermitCodec.decode(delivery.body()));
    } catch (MalformedMessageException e) {
      log.warn("a message in {} is no permit and is dropped: {}", queue.name(), e.getMessage());
      return Optional.empty();
    }
  }

  QueueSpec queue() {
    return queue;
  }

  /** Consumes until something has come; empty without a connection, or if nobody wants it. */
  private Optional<Delivery> next(BooleanSupplier giveUp) throws IOException, InterruptedException {
    Optional<PermitBroker> now = limiter.broker();
    if (now.isEmpty()) {
      return Optional.empty();
    }
    synchronized (limiter) {
      waiting = true;
      arrived = Optional.empty();
    }
    if (now.equals(broker)) {
      tap.open();
    } else {
      tap = now.get().open(queue, this::arrive);
      broker = now;
    }
    try {
      return awaitArrival(now, giveUp);
    } finally {
      tap.close();
    }
  }

  private Optional<Delivery> awaitArrival(Optional<PermitBroker> on, BooleanSupplier giveUp)
      throws InterruptedException {
    synchronized (limiter) {
      while (arrived.isEmpty() && on.equals(limiter.broker()) && !giveUp.getAsBoolean()) {
        limiter.wait(LOOK.toMillis());
      }
      waiting = false;
      Optional<Delivery> got = arrived;
      arrived = Optional.empty();
      return got;
    }
  }

  /** On a thread of the connection. */
  private void arrive(Delivery delivery) {
    boolean wanted;
    synchronized (limiter) {
      wanted = waiting && arrived.isEmpty();
      if (wanted) {
        arrived = Optional.of(delivery);
        limiter.notifyAll();
      }
    }
    if (!wanted) {
      delivery.giveBack();
    }
  }
}
