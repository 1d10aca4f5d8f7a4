package dev.warren.worker;

import java.util.concurrent.TimeUnit;

/**
 * Decides how many deliveries a host may hold: one for each slot, so that none waits behind a long
 * batch while another host is idle; more only while measured batches are so short that fetching
 * them one by one would leave the slots idle. Thread-safe.
 */
final class PrefetchGovernor {

  private static final double WEIGHT_OF_LAST = 0.2;

  private double meanMillis = -1;
  private int factor = 1;

  /** The prefetch for so many slots. */
  synchronized int prefetch(int slots) {
    return slots * factor;
  }

  /** Takes note of how long a batch took. */
  synchronized void measured(long nanos) {
    double millis = (double) nanos / TimeUnit.MILLISECONDS.toNanos(1);
    // One long batch is enough to stop hoarding; it takes several short ones to begin again.
    boolean slower = meanMillis < 0 || millis > meanMillis * 10;
    meanMillis = slower ? millis : meanMillis + WEIGHT_OF_LAST * (millis - meanMillis);
    factor = factorFor(meanMillis);
  }

  private int factorFor(double millis) {
    // The bounds differ by direction, or a mean near one of them would flap.
    if (millis > (factor > 1 ? 200 : 100)) {
      return 1;
    }
    if (millis > (factor > 2 ? 40 : 20)) {
      return 2;
    }
    return millis > (factor > 4 ? 10 : 5) ? 4 : 16;
  }
}
