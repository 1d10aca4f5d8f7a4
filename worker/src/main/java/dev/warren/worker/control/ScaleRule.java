package dev.warren.worker.control;

import dev.warren.spi.SlotRange;
import java.time.Duration;

/**
 * Decides how many slots a host has that scales itself: as many as empty what waits within {@link
 * #TARGET}, at the time that batches take here, and no more than there are batches. It grows at
 * once, and shrinks when it has needed fewer for {@link #REST}. Used by one thread.
 */
public final class ScaleRule {

  /** How soon what waits should have begun: 10 seconds, several times the start of a JVM. */
  public static final Duration TARGET = Duration.ofSeconds(10);

  /** For how long slots must have been too many before they go: a minute. */
  public static final Duration REST = Duration.ofMinutes(1);

  private final SlotRange range;

  /** The most that were needed since {@code fewerSince}; only then, which is if it is fewer. */
  private int mostOfLate;

  private long fewerSince;
  private boolean fewer;

  /**
   * What is known at one moment.
   *
   * @param slots how many slots there are
   * @param busy how many of them have a batch
   * @param waiting how many batches wait that this host may take: its share
   * @param perBatch how long a batch takes; zero for unknown
   * @param jobs whether jobs have their turns on the queue: of these the queue has only the next
   *     few batches, however many there are
   */
  public record Sight(int slots, int busy, long waiting, Duration perBatch, boolean jobs) {}

  /**
   * Makes a rule.
   *
   * @param range how few and how many slots there may be
   */
  public ScaleRule(SlotRange range) {
    this.range = range;
  }

  /**
   * How many slots there should be.
   *
   * @param sight what is known
   * @param nanos the time, as {@link System#nanoTime} tells it
   * @return a number in the range
   */
  public int slots(Sight sight, long nanos) {
    int needed = range.clamp(needed(sight));
    if (needed >= sight.slots()) {
      fewer = false;
      return needed;
    }
    if (!fewer) {
      fewer = true;
      fewerSince = nanos;
      mostOfLate = needed;
    }
    mostOfLate = Math.max(mostOfLate, needed);
    if (nanos - fewerSince < REST.toNanos()) {
      return range.clamp(sight.slots());
    }
    fewer = false;
    return mostOfLate;
  }

  private static long needed(Sight sight) {
    double work = (double) sight.waiting() * sight.perBatch().toNanos();
    long inTime =
        sight.perBatch().isZero()
            ? sight.waiting()
            : Math.min(sight.waiting(), (long) Math.ceil(work / TARGET.toNanos()) - sight.busy());
    long needed = sight.busy() + Math.max(0, inTime);
    // Nobody knows how much is behind the turn of a job: one more, and then it is seen again.
    boolean full = sight.busy() >= sight.slots();
    return full && sight.jobs() ? Math.max(needed, sight.slots() + 1L) : needed;
  }
}
