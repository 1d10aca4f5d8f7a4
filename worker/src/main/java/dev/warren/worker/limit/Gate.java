package dev.warren.worker.limit;

import dev.warren.codec.PermitCodec;
import dev.warren.task.QueueLimit;
import dev.warren.task.QueueLimit.Rate;
import dev.warren.transport.Delivery;
import dev.warren.transport.Message;
import dev.warren.worker.limit.Turnstile.Held;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the calls of one slot begin as the limits allow. Of the permits to run it holds one from the
 * first call of a delivery to {@link #leave}, unacknowledged, so that the broker has it back if the
 * host dies. A permit to start is put aside on the broker for a period, and comes back by itself.
 * Used by one thread.
 */
public final class Gate {

  private static final Logger log = LoggerFactory.getLogger(Gate.class);

  /** How soon a call of a key looks again that cannot go back any more. */
  private static final Duration LOOK = Duration.ofMillis(250);

  /** What has come of it. */
  public enum Pass {
    /** One call may begin now. */
    OPEN,
    /** Something else is to be looked after first. */
    AGAIN,
    /** There is no permit of its key. */
    BLOCKED
  }

  private final Limiter limiter;
  private Turnstile runs;
  private Turnstile starts;
  private Optional<Held> held = Optional.empty();
  private Optional<Held> heldOfKey = Optional.empty();

  Gate(Limiter limiter) {
    this.limiter = limiter;
  }

  /** Made only when there is a limit: not every queue can have one. */
  private Turnstile runs() {
    if (runs == null) {
      runs = limiter.runsOf("");
    }
    return runs;
  }

  private Turnstile starts() {
    if (starts == null) {
      starts = limiter.starts();
    }
    return starts;
  }

  /**
   * Whether a call needs permits.
   *
   * @param key the key of its job; empty for none
   * @return false if any number of such calls may begin
   */
  public boolean isLimited(String key) {
    return limiter.isAny() && !(limiter.limit().isNone() && limiter.limit(key).isNone());
  }

  /**
   * Waits until a call may begin.
   *
   * @param key the key of its job; empty for none
   * @param patient whether it waits for a permit of its key too
   * @param giveUp whether to come back without one; asked again after each {@link Limiter#wake}
   * @return whether it may
   * @throws InterruptedException if the calling thread is interrupted
   */
  public Pass enter(String key, boolean patient, BooleanSupplier giveUp)
      throws InterruptedException {
    QueueLimit queue = limiter.limit();
    QueueLimit ofKey = limiter.limit(key);
    BooleanSupplier outdated =
        () ->
            giveUp.getAsBoolean()
                || !limiter.limit().equals(queue)
                || !limiter.limit(key).equals(ofKey);
    if (!key.isEmpty() && !takeOfKey(key, ofKey)) {
      if (patient) {
        limiter.await(limiter.changes(), LOOK, outdated);
      }
      return patient ? Pass.AGAIN : Pass.BLOCKED;
    }
    held = still(held, queue);
    if (queue.concurrency() > 0 && held.isEmpty()) {
      held = runs().await(outdated);
      if (held.isEmpty()) {
        return Pass.AGAIN;
      }
    }
    return queue.rate().isEmpty() || start(queue.rate().get(), outdated) ? Pass.OPEN : Pass.AGAIN;
  }

  /** What is held and still counts. */
  private static Optional<Held> still(Optional<Held> permit, QueueLimit limit) {
    if (permit.isPresent() && !limit.allowsRun(permit.get().permit())) {
      permit.get().delivery().ack(); // Void: fewer may run by now.
      return Optional.empty();
    }
    return permit.filter(it -> !it.delivery().isLost());
  }

  private boolean takeOfKey(String key, QueueLimit limit) {
    heldOfKey = still(heldOfKey, limit);
    if (limit.concurrency() > 0 && heldOfKey.isEmpty()) {
      try {
        heldOfKey = limiter.runsOf(key).poll();
      } catch (IOException e) {
        log.debug("no permit of {}, the link connects again: {}", key, e.toString());
      }
      return heldOfKey.isPresent();
    }
    return true;
  }

  /** Takes a permit to start and puts it aside, before the call begins. */
  private boolean start(Rate rate, BooleanSupplier giveUp) throws InterruptedException {
    while (true) {
      Optional<Held> next = starts().await(giveUp);
      if (next.isEmpty()) {
        return false;
      }
      Held permit = next.get();
      if (!limiter.use(permit.permit(), rate.period())) {
        log.debug("{} of {} was there twice", permit.permit(), starts().queue().name());
        permit.delivery().ack();
      } else if (putAside(permit, rate.period(), giveUp)) {
        return true;
      } else {
        limiter.unuse(permit.permit());
      }
    }
  }

  private boolean putAside(Held permit, Duration period, BooleanSupplier giveUp)
      throws InterruptedException {
    String queue = starts().queue().name();
    byte[] body = PermitCodec.encode(permit.permit());
    Message later =
        new Message(queue, body, "", limiter.signer().sign(queue, body)).delayedBy(period);
    Optional<PermitBroker> broker = limiter.broker();
    long seen = limiter.changes();
    try {
      if (broker.isPresent() && broker.get().send(later)) {
        permit.delivery().ack();
        return true;
      }
    } catch (IOException e) {
      log.debug("a permit is not put aside, the link connects again: {}", e.toString());
    }
    permit.delivery().giveBack();
    limiter.await(seen, LOOK, giveUp);
    return false;
  }

  /** The delivery is done with, or goes back: gives back what is held. */
  public void leave() {
    held.map(Held::delivery).ifPresent(Delivery::giveBack);
    heldOfKey.map(Held::delivery).ifPresent(Delivery::giveBack);
    held = Optional.empty();
    heldOfKey = Optional.empty();
  }
}
