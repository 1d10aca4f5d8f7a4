package dev.warren.worker;

import dev.warren.task.Batch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Which tasks are cancelled of batches that have not come, by producer. Most of those go to another
 * host and never come, so everything is forgotten in time: it is kept in two generations, and when
 * the young one is full or old enough, it takes the place of the old one. Thread-safe.
 */
final class EarlyOrders {

  /** So many tasks at most. */
  static final int KEPT = 10_000;

  /**
   * A task is kept for so long at least, and three times as long at most, if there are not too
   * many: a batch may wait on its queue behind tasks that take hours, and what is forgotten runs.
   */
  static final long GENERATION_NANOS = TimeUnit.HOURS.toNanos(6);

  private final LongSupplier clock;
  private Generation old;
  private Generation young;

  /** Whether to kill, by producer and task. */
  private static final class Generation {

    private final long born;
    private final Map<String, Map<Long, Boolean>> producers = new HashMap<>();
    private int size;

    Generation(long born) {
      this.born = born;
    }

    void add(String producer, long task, boolean kill) {
      Map<Long, Boolean> tasks = producers.computeIfAbsent(producer, it -> new HashMap<>());
      size += tasks.containsKey(task) ? 0 : 1;
      tasks.merge(task, kill, Boolean::logicalOr);
    }

    boolean has(String producer) {
      return producers.containsKey(producer);
    }

    /** Takes a task out, and says whether to kill; empty if it is not there. */
    Optional<Boolean> remove(String producer, long task) {
      Map<Long, Boolean> tasks = producers.get(producer);
      if (tasks == null || !tasks.containsKey(task)) {
        return Optional.empty();
      }
      size--;
      boolean kill = tasks.remove(task);
      if (tasks.isEmpty()) {
        producers.remove(producer);
      }
      return Optional.of(kill);
    }
  }

  /** {@code clock} tells nanoseconds. */
  EarlyOrders(LongSupplier clock) {
    this.clock = clock;
    this.old = new Generation(clock.getAsLong());
    this.young = new Generation(clock.getAsLong());
  }

  synchronized void keep(String producer, long task, boolean kill) {
    age();
    young.add(producer, task, kill);
  }

  synchronized void drop(String producer, long task) {
    generations().forEach(each -> each.remove(producer, task));
  }

  /** Gives away what is kept for the tasks of a batch: each, and whether to kill. */
  synchronized void give(String producer, Batch batch, BiConsumer<Long, Boolean> taker) {
    age();
    for (Generation each : generations()) {
      for (int call = 0; call < batch.size() && each.has(producer); call++) {
        long task = batch.taskId(call);
        each.remove(producer, task).ifPresent(kill -> taker.accept(task, kill));
      }
    }
  }

  private List<Generation> generations() {
    return List.of(old, young);
  }

  private void age() {
    long now = clock.getAsLong();
    long age = now - young.born;
    if (young.size >= KEPT / 2 || age >= GENERATION_NANOS) {
      old = age < 2 * GENERATION_NANOS ? young : new Generation(now);
      young = new Generation(now);
    }
  }
}
