package dev.warren.pool;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many worker processes there are and how many batches may be out for them. With local workers
 * that is known; on a shared queue it is learnt from whose outcomes come in. Thread-safe.
 */
final class Slots {

  /** Batches out for each slot: enough that it never waits for the next one. */
  private static final int ENOUGH_PER_SLOT = 8;

  /**
   * Batches out on a shared queue: as many processes as that may work for one pool. They wait on
   * the broker, so the bound is for its sake and for the memory of what may have to be sent again.
   */
  private static final int SHARED_WINDOW = 4_096;

  /** A process that has not answered for so long may have been replaced. */
  private static final long FORGET_NANOS = TimeUnit.MINUTES.toNanos(1);

  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final int fixed;
  private final LongSupplier clock;
  private final Map<String, Long> lastSeen = new HashMap<>();
  private long lastLook;

  /** {@code fixed}: the number of local processes; 0 if the workers are elsewhere. */
  Slots(int fixed) {
    this(fixed, System::nanoTime);
  }

  Slots(int fixed, LongSupplier clock) {
    this.fixed = fixed;
    this.clock = clock;
    this.lastLook = clock.getAsLong();
  }

  int window() {
    return fixed > 0 ? enough() : SHARED_WINDOW;
  }

  /** How many batches out keep those busy that we know of. */
  int enough() {
    return count() * ENOUGH_PER_SLOT;
  }

  int count() {
    if (fixed > 0) {
      return fixed;
    }
    synchronized (lastSeen) {
      return Math.max(1, lastSeen.size());
    }
  }

  /** A process has answered. */
  void saw(String host, long pid) {
    if (fixed == 0) {
      long now = clock.getAsLong();
      synchronized (lastSeen) {
        lastSeen.put(host + "/" + pid, now);
        if (now - lastLook >= LOOK_NANOS) {
          lastLook = now;
          lastSeen.values().removeIf(then -> now - then >= FORGET_NANOS);
        }
      }
    }
  }
}
