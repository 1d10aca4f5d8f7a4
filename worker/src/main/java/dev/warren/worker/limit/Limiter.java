package dev.warren.worker.limit;

import dev.warren.codec.Signer;
import dev.warren.task.Permit;
import dev.warren.task.QueueLimit;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What limits the calls of a host's queue, and the connection over which it gets permits. Each slot
 * has a {@link Gate} to go through. Thread-safe; its lock is held for moments only, and by threads
 * of the connection too.
 */
public final class Limiter {

  private static final String WHOLE_QUEUE = "";

  private final String queue;
  private final Signer signer;
  private final LongSupplier clock;

  /** When a permit to start was last used here, in nanoseconds. */
  private final Map<Permit, Long> used = new ConcurrentHashMap<>();

  private volatile Map<String, QueueLimit> limits = Map.of();
  private volatile boolean any;
  private volatile Optional<PermitBroker> broker = Optional.empty();
  private long changes;

  /**
   * A queue without limits and without a connection.
   *
   * @param tasks the queue of the host
   * @param signer of its host
   */
  public Limiter(QueueSpec tasks, Signer signer) {
    this(tasks.userName().orElse(""), signer, System::nanoTime);
  }

  Limiter(String queue, Signer signer, LongSupplier clock) {
    this.queue = queue;
    this.signer = signer;
    this.clock = clock;
  }

  /**
   * Makes the gate of a slot.
   *
   * @return a gate for one thread
   */
  public Gate gate() {
    return new Gate(this);
  }

  /**
   * Whether there is any limit.
   *
   * @return false for a queue whose calls need no permits
   */
  public boolean isAny() {
    return any;
  }

  /**
   * Limits are other ones from now on.
   *
   * @param set those of the queue and of keys, lifted ones included, by their keys
   */
  public void set(Map<String, QueueLimit> set) {
    limits = Map.copyOf(set);
    any = !set.values().stream().allMatch(QueueLimit::isNone);
    used.keySet().removeIf(permit -> !limit().allowsStart(permit));
    wake();
  }

  /**
   * A new connection.
   *
   * @param session where permits are taken from now on
   */
  public void up(Session session) {
    up(new SessionPermits(session));
  }

  void up(PermitBroker fresh) {
    broker = Optional.of(fresh);
    wake();
  }

  /** The connection is lost, and every permit with it. */
  public void down() {
    broker = Optional.empty();
    wake();
  }

  /** Has all who wait look again whether they still want to. */
  public void wake() {
    synchronized (this) {
      changes++;
      notifyAll();
    }
  }

  /**
   * Whether the calls of a key have to wait for others to end.
   *
   * @param key the key; empty for none
   * @return true if there is a limit and all of its permits are in use
   * @throws IOException if the broker refuses to say; the connection is lost then
   */
  public boolean isBlocked(String key) throws IOException {
    if (key.isEmpty() || limit(key).isNone()) {
      return false;
    }
    Optional<Turnstile.Held> free = runsOf(key).poll();
    free.ifPresent(it -> it.delivery().giveBack());
    return free.isEmpty();
  }

  /** The way to the permits to run of a key, or of the whole queue if that is empty. */
  Turnstile runsOf(String key) {
    return new Turnstile(
        this, QueueSpec.permits(queue, key), () -> limit(key), QueueLimit::allowsRun);
  }

  /** The way to the permits to start. */
  Turnstile starts() {
    return new Turnstile(this, QueueSpec.starts(queue), this::limit, QueueLimit::allowsStart);
  }

  Signer signer() {
    return signer;
  }

  Optional<PermitBroker> broker() {
    return broker;
  }

  /** What holds for all calls of the queue. */
  QueueLimit limit() {
    return limit(WHOLE_QUEUE);
  }

  /** What holds for the calls of a key. */
  QueueLimit limit(String key) {
    return limits.getOrDefault(key, QueueLimit.none(key));
  }

  /** How often there was something new. */
  synchronized long changes() {
    return changes;
  }

  /** Waits until there is something new since, at most so long, or until nobody wants it to. */
  synchronized void await(long since, Duration most, BooleanSupplier giveUp)
      throws InterruptedException {
    long begun = System.nanoTime();
    long left = most.toMillis();
    while (changes == since && left > 0 && !giveUp.getAsBoolean()) {
      wait(left);
      left = most.minusNanos(System.nanoTime() - begun).toMillis();
    }
  }

  /**
   * Notes that a permit to start is used. False if it was used here less than a period ago: then
   * there are two of it, because a connection was lost when it was put aside.
   */
  boolean use(Permit permit, Duration period) {
    long now = clock.getAsLong();
    Long last = used.get(permit);
    if (last != null && now - last < period.toNanos() * 9 / 10) {
      return false;
    }
    used.put(permit, now);
    return true;
  }

  /** It could not be used after all. */
  void unuse(Permit permit) {
    used.remove(permit);
  }
}
