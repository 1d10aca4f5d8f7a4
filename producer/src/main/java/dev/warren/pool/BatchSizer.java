package dev.warren.pool;

import dev.warren.task.TaskName;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Decides how many calls travel together: one until a task's run time is known, then as many as
 * fill a target time and whose results fit in a message of moderate size, and fewer towards the end
 * of the input, so that the last batches finish together (guided self-scheduling). Thread-safe.
 */
final class BatchSizer {

  static final long TARGET_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  static final int LARGEST = 8_192;

  /** Batches that a slot should still see before the input ends. */
  private static final int SHARES_PER_SLOT = 4;

  /** A batch may be this many times as large as the last one: one measurement is not much. */
  private static final int GROWTH = 8;

  private static final double WEIGHT_OF_LAST = 0.3;
  private static final long OVERHEAD_NANOS = 500;

  private static final class Known {
    double meanNanos = -1;
    double meanBytes = 1;
    int size = 1;
  }

  private final Map<TaskName, Known> tasks = new HashMap<>();
  private final int limit;

  /** {@code limit}: no batch is larger; 0 for no such bound. */
  BatchSizer(int limit) {
    this.limit = limit == 0 ? LARGEST : Math.min(limit, LARGEST);
  }

  /** Takes note of how long calls took, and how large their outcomes were. */
  synchronized void measured(TaskName task, int calls, long nanos, long bytes) {
    Known known = tasks.computeIfAbsent(task, name -> new Known());
    double mean = (double) nanos / calls + OVERHEAD_NANOS;
    // A task that has become much faster has been compiled since: what was before does not count.
    boolean fresh = known.meanNanos < 0 || mean < known.meanNanos / 2;
    known.meanNanos = fresh ? mean : known.meanNanos + WEIGHT_OF_LAST * (mean - known.meanNanos);
    double size = (double) bytes / calls;
    // One that is much larger counts at once, before many of its kind fill the memory.
    boolean larger = size > known.meanBytes * 2;
    known.meanBytes = larger ? size : known.meanBytes + WEIGHT_OF_LAST * (size - known.meanBytes);
    double most = Math.min(TARGET_NANOS / known.meanNanos, Draft.FULL_BYTES / known.meanBytes);
    int wanted = (int) Math.max(1, Math.min(limit, most));
    known.size = Math.min(wanted, Math.min(limit, known.size * GROWTH));
  }

  /** How many calls of a task fill a batch, whatever there is to send. */
  synchronized int size(TaskName task) {
    Known known = tasks.get(task);
    return known == null ? 1 : known.size;
  }

  /** How many bytes the outcomes of a task have on average, as far as that is known. */
  synchronized long outcomeBytes(TaskName task) {
    Known known = tasks.get(task);
    return known == null ? 1 : Math.max(1, (long) known.meanBytes);
  }

  /** How many of the calls that are ready should go in the next batch. */
  int next(TaskName task, int ready, int slots) {
    int share = (int) Math.ceil((double) ready / (SHARES_PER_SLOT * slots));
    return Math.max(1, Math.min(size(task), share));
  }
}
