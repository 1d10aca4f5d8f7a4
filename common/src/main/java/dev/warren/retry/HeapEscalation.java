package dev.warren.retry;

import dev.warren.os.MemorySize;

/**
 * How much more heap the next attempt gets after its process ran out of memory. Immutable.
 *
 * @param times how many times that of the attempt before, more than 1 and at most {@value
 *     #MAX_TIMES}
 * @param upTo the largest heap, in bytes, {@link #MIN_HEAP} to {@link #MAX_HEAP}
 */
public record HeapEscalation(double times, long upTo) {

  /** The largest factor. */
  public static final double MAX_TIMES = 100;

  /** The smallest heap that can be named: 2 MiB, the smallest of a JVM. */
  public static final long MIN_HEAP = 2L << 20;

  /** The largest heap that can be named: 64 TiB. */
  public static final long MAX_HEAP = 64L << 40;

  /** Checks the bounds. */
  public HeapEscalation {
    if (!(times > 1 && times <= MAX_TIMES)) {
      throw new IllegalArgumentException(
          "a heap grows by a factor of more than 1, at most " + MAX_TIMES + ", not " + times);
    }
    if (upTo < MIN_HEAP || upTo > MAX_HEAP) {
      throw new IllegalArgumentException(
          "a heap has 2m (" + MIN_HEAP + " bytes) to 64t, not " + upTo + " bytes");
    }
  }

  /**
   * A factor for {@link RetryPolicy.Builder#onOutOfMemory}.
   *
   * @param factor as {@link HeapEscalation#times}
   */
  public record Times(double factor) {}

  /**
   * A size for {@link RetryPolicy.Builder#onOutOfMemory}.
   *
   * @param bytes as {@link HeapEscalation#upTo}
   */
  public record Size(long bytes) {}

  /**
   * So many times the heap of the attempt before.
   *
   * @param factor more than 1, at most {@value #MAX_TIMES}
   * @return the factor
   */
  public static Times heapTimes(double factor) {
    return new Times(factor);
  }

  /**
   * The largest heap.
   *
   * @param size as for {@code -Xmx}: a number of bytes, or one with {@code k}, {@code m}, {@code g}
   *     or {@code t}; 2m to 64t
   * @return the size
   * @throws IllegalArgumentException if it has not that form
   */
  public static Size upTo(String size) {
    return new Size(MemorySize.parse(size));
  }

  /**
   * The heap of the next attempt.
   *
   * @param usual what its process would have otherwise, in bytes
   * @param deaths how many processes have run out of memory under the task
   * @return bytes, at least {@code usual}
   */
  public long after(long usual, int deaths) {
    double grown = usual * Math.pow(times, deaths);
    return Math.max(usual, (long) Math.min(grown, (double) upTo));
  }
}
