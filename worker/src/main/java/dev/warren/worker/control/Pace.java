package dev.warren.worker.control;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a batch takes on a host, as measured lately. Thread-safe.
 *
 * <p>What has not ended yet counts as well: while nothing has ended for a minute, a batch takes a
 * minute at least.
 */
public final class Pace {

  private static final double WEIGHT_OF_LAST = 0.2;

  private final LongSupplier nanos;
  private double mean;
  private int running;

  /** When a batch has ended last, or begun while none was running. */
  private long lastChange;

  /**
   * Begins to measure.
   *
   * @param nanos tells how much time has passed
   */
  public Pace(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** A batch has begun. */
  public synchronized void begun() {
    if (running == 0) {
      lastChange = nanos.getAsLong();
    }
    running++;
  }

  /**
   * A batch has ended.
   *
   * @param took how long it took, in nanoseconds
   */
  public synchronized void ended(long took) {
    running--;
    lastChange = nanos.getAsLong();
    mean = mean == 0 ? Math.max(1, took) : mean + WEIGHT_OF_LAST * (took - mean);
  }

  /**
   * How long a batch takes.
   *
   * @return zero if none was seen yet
   */
  public synchronized Duration perBatch() {
    double since = running == 0 ? 0 : nanos.getAsLong() - lastChange;
    return Duration.ofNanos(Math.round(Math.max(mean, since)));
  }
}
