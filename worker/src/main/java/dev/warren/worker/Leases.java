package dev.warren.worker;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.LiveWriter;
import dev.warren.codec.MalformedMessageException;
import dev.warren.codec.Signer;
import dev.warren.task.TaskEvent;
import dev.warren.topology.ReplyQueues;
import dev.warren.transport.Delivery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this host has taken from the queue and not answered yet. Tells the producers of it every few
 * seconds, goes on with what was lost and comes back, and gives up what does not. Batches that are
 * done between two looks cost a place in a map. What comes back when it is answered already is
 * acknowledged. What was replayed is nobody's any more: its producer would have it dropped.
 * Thread-safe.
 */
final class Leases {

  /** How long a lost delivery may take to come back to us once there is a connection again. */
  static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** What was begun after the last look or so is not told: most of it is done at the next. */
  static final long YOUNG_NANOS = TimeUnit.SECONDS.toNanos(4);

  /** Where a producer is looked for that has lost its connection: on so many of its next ones. */
  static final int SUCCESSORS = 8;

  private static final Logger log = LoggerFactory.getLogger(Leases.class);
  private static final long UNREAD = -1;
  private static final long NO_BATCH = -2;

  private final Inbox inbox;
  private final Signer signer;
  private final EventPost post;
  private final String host;
  private final LongSupplier clock;
  private final Map<Delivery, Lease> leases = new ConcurrentHashMap<>();

  /** What was answered in full, too late to be acknowledged, and since when. */
  private final Map<Lease, Long> answered = new ConcurrentHashMap<>();

  /** The batch ids of what waited at the last look. Guarded by itself. */
  private final Map<Delivery, Long> waited = new HashMap<>();

  /** The reply queues, of those that are waited on, that are not there any more. */
  private final Set<String> gone = ConcurrentHashMap.newKeySet();

  private volatile boolean connected;
  private volatile long connectedSince;

  Leases(Inbox inbox, Signer signer, EventPost post, String host, LongSupplier clock) {
    this.inbox = inbox;
    this.signer = signer;
    this.post = post;
    this.host = host;
    this.clock = clock;
  }

  /**
   * Goes on with what a slot works on already, or is done with, if that is the same message, come
   * once more; whether it does.
   */
  boolean adopt(Delivery again) {
    Optional<Lease> lease = holder(again);
    if (lease.isPresent()
        && signer.accepts(again.replyTo(), again.body(), again.signature())
        && lease.get().adopt(again)) {
      return true;
    }
    // In this order: a lease is over first, then noted as answered, and only then it goes.
    boolean over = lease.isPresent() && lease.get().isOver() && isAnswer(lease.get(), again);
    if (over || answered.keySet().stream().anyMatch(it -> isAnswer(it, again))) {
      again.ack();
      return true;
    }
    return false;
  }

  /** A slot has begun with a delivery. */
  void take(Delivery delivery, long batch, Answer answer, Runnable stop) {
    Lease lease = new Lease(delivery, batch, answer, stop, clock.getAsLong());
    leases.put(delivery, lease);
    if (delivery.isLost()) {
      lease.lose(); // On its way from the queue to here, and perhaps too late to be told so.
    }
  }

  /** A delivery of which nothing has begun goes back: it is to run when it comes again. */
  void forget(Delivery delivery) {
    leases.remove(delivery);
  }

  /** A delivery is answered in full. */
  void settled(Delivery delivery) {
    Lease lease = leases.get(delivery);
    if (lease != null && lease.isLost() && !lease.isAbandoned()) {
      answered.put(lease, clock.getAsLong());
    }
    leases.remove(delivery);
  }

  /** Whether who sent this has the outcomes. What was replayed is meant to run once more. */
  private static boolean isAnswer(Lease lease, Delivery again) {
    return !again.isReplayed() && lease.replyTo().equals(again.replyTo()) && lease.isSame(again);
  }

  void up() {
    connectedSince = clock.getAsLong();
    connected = true;
  }

  void down() {
    connected = false;
    leases.values().forEach(Lease::lose);
  }

  /** Looks after all of them; to be called every few seconds while there is a connection. */
  void look() {
    adoptWaiting();
    long now = clock.getAsLong();
    if (connected && now - connectedSince >= GRACE_NANOS) {
      leases.values().stream().filter(Lease::abandonIfLost).forEach(this::tell);
      answered.values().removeIf(since -> now - since >= GRACE_NANOS);
    }
    Map<String, List<Long>> claims = claims(now);
    gone.retainAll(claims.keySet());
    claims.forEach(this::claim);
  }

  /** Ends batches that their producer does not wait for any more. */
  void drop(String producer, List<Long> batches) {
    Set<Long> unwanted = new HashSet<>(batches);
    for (Lease each : leases.values()) {
      if (each.isAwaited()
          && unwanted.contains(each.batch())
          && ReplyQueues.ownerOf(each.replyTo()).equals(producer)) {
        each.abandon();
      }
    }
    List<Delivery> waiting = new ArrayList<>();
    synchronized (waited) {
      waited.forEach(
          (delivery, batch) -> {
            if (unwanted.contains(batch)
                && ReplyQueues.ownerOf(delivery.replyTo()).equals(producer)) {
              waiting.add(delivery);
            }
          });
    }
    waiting.stream().filter(inbox::remove).forEach(Delivery::ack);
  }

  /** Ends all that is here of a job that nobody wants, by the queue of its results. */
  void cancel(String results) {
    leases.values().stream()
        .filter(it -> it.isAwaited() && it.replyTo().equals(results))
        .forEach(Lease::abandon);
    inbox.waiting().stream()
        .filter(it -> !it.isReplayed() && it.replyTo().equals(results))
        .filter(inbox::remove)
        .forEach(Delivery::ack);
  }

  private void adoptWaiting() {
    for (Delivery each : inbox.waiting()) {
      if (holder(each).isPresent() && inbox.remove(each) && !adopt(each)) {
        inbox.add(each);
      }
    }
  }

  private Optional<Lease> holder(Delivery delivery) {
    for (Lease each : leases.values()) {
      if (!each.isAbandoned() && each.isSame(delivery)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private void tell(Lease lease) {
    log.warn(
        "batch {} for {} is given up: its delivery was lost and has not come back to this host",
        lease.batch(),
        lease.replyTo());
  }

  private Map<String, List<Long>> claims(long now) {
    Map<String, List<Long>> claims = new HashMap<>();
    for (Lease each : leases.values()) {
      if (now - each.since() >= YOUNG_NANOS && each.isAwaited() && !each.isAbandoned()) {
        claims.computeIfAbsent(each.replyTo(), to -> new ArrayList<>()).add(each.batch());
      }
    }
    List<Delivery> waiting = inbox.waiting().stream().filter(it -> !it.isReplayed()).toList();
    synchronized (waited) {
      waited.keySet().retainAll(new HashSet<>(waiting));
      for (Delivery each : waiting) {
        // Read only when it has waited for a while: most of them are not there the next time.
        Long batch = waited.computeIfPresent(each, (it, id) -> id == UNREAD ? batch(it) : id);
        if (batch == null) {
          waited.put(each, UNREAD);
        } else if (batch != NO_BATCH) {
          claims.computeIfAbsent(each.replyTo(), to -> new ArrayList<>()).add(batch);
        }
      }
    }
    return claims;
  }

  private static long batch(Delivery delivery) {
    try {
      return BatchCodec.decode(delivery.body()).id();
    } catch (MalformedMessageException e) {
      return NO_BATCH; // Its slot will say so.
    }
  }

  /** A producer with a new connection may have cancelled what it will not send again there. */
  private void claim(String replyTo, List<Long> batches) {
    LiveWriter writer = new LiveWriter();
    writer.add(new TaskEvent.Holding(batches));
    byte[] message = writer.take(0, host, 0);
    if (gone.contains(replyTo)) {
      ReplyQueues.successors(replyTo, SUCCESSORS).forEach(each -> post.send(each, message));
    } else {
      post.ask(replyTo, message, () -> gone.add(replyTo));
    }
  }
}
