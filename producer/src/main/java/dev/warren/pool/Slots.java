package dev.warren.pool;

import java.util.HashSet;
import java.util.Set;

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

  private final int fixed;
  private final Set<String> seen = new HashSet<>();

  /** {@code fixed}: the number of local processes; 0 if the workers are elsewhere. */
  Slots(int fixed) {
    this.fixed = fixed;
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
    synchronized (seen) {
      return Math.max(1, seen.size());
    }
  }

  /** A process has answered. */
  void saw(String host, long pid) {
    if (fixed == 0) {
      synchronized (seen) {
        if (seen.size() >= SHARED_WINDOW) {
          seen.clear();
        }
        seen.add(host + "/" + pid);
      }
    }
  }
}
