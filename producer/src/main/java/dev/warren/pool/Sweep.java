package dev.warren.pool;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Finds batches that are neither in the queue nor with a worker host. When nothing was heard of a
 * batch for a while, a marker is published behind it. Once that has come out of the queue, so has
 * the batch; whoever took it has a lease's time to say that he has it, or to answer. Thread-safe.
 */
final class Sweep {

  /** After so long without a sign of a batch, a marker goes out: twice what hosts say it in. */
  static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** What hosts say every five seconds holds for so long. */
  static final long LEASE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Between two markers while none comes back, at most: the queue may be long, or purged again. */
  static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** Markers that are waited for. More are forgotten, the oldest first; the last ones do. */
  private static final int MARKERS_KEPT = 1_000;

  private final LongSupplier clock;
  private final LongConsumer publisher;
  private final Deque<Marker> out = new ArrayDeque<>();
  private final Deque<Marker> passed = new ArrayDeque<>();
  private long lastNumber;
  private long lastSent;
  private long pause = SILENCE_NANOS;

  private record Marker(long number, long sentAt, long passedAt) {}

  /**
   * {@code publisher} publishes a marker of that number behind all that was published before; on
   * another thread, since the broker may take its time.
   */
  Sweep(LongSupplier clock, LongConsumer publisher) {
    this.clock = clock;
    this.publisher = publisher;
    this.lastSent = clock.getAsLong() - SILENCE_NANOS;
  }

  /** A new connection, on which everything is sent again. */
  synchronized void reset() {
    out.clear();
    passed.clear();
    pause = SILENCE_NANOS;
  }

  /** A marker has come out of the queue. */
  synchronized void passed(long number) {
    for (Marker each : out) {
      if (each.number() == number) {
        passed.addLast(new Marker(number, each.sentAt(), clock.getAsLong()));
        out.removeIf(other -> other.number() <= number);
        pause = SILENCE_NANOS;
        return;
      }
    }
  }

  /** Looks at all that is out, and tells what of it is lost. To be called every few seconds. */
  List<Flight> look(Collection<Flight> flights) {
    long now = clock.getAsLong();
    List<Flight> silent =
        flights.stream().filter(each -> each.whereabouts().isSilent(now, SILENCE_NANOS)).toList();
    List<Flight> lost;
    OptionalLong next = OptionalLong.empty();
    synchronized (this) {
      forget(now);
      lost = silent.stream().filter(each -> hasPassed(each, now, LEASE_NANOS)).toList();
      if (now - lastSent >= pause && !silent.stream().allMatch(each -> hasPassed(each, now, 0))) {
        next = OptionalLong.of(++lastNumber);
        out.addLast(new Marker(lastNumber, now, now));
        lastSent = now;
        pause = Math.min(LONGEST_PAUSE_NANOS, 2 * pause);
      }
    }
    next.ifPresent(publisher);
    return lost;
  }

  /** Whether a marker that was sent after the last sign of a flight has passed so long ago. */
  private boolean hasPassed(Flight flight, long now, long nanos) {
    long sign = flight.whereabouts().lastSign();
    return passed.stream().anyMatch(it -> it.sentAt() - sign > 0 && now - it.passedAt() >= nanos);
  }

  /** Of the markers that have long passed, the last says all that the others do. */
  private void forget(long now) {
    while (passed.size() > 1 && now - second().passedAt() >= LEASE_NANOS) {
      passed.removeFirst();
    }
    if (out.size() > MARKERS_KEPT) {
      out.removeFirst();
    }
  }

  /** How many markers are kept in mind. */
  synchronized int kept() {
    return out.size() + passed.size();
  }

  private Marker second() {
    return passed.stream().skip(1).findFirst().orElseThrow();
  }
}
