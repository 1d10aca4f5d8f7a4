package dev.warren.worker;

import dev.warren.task.TaskName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long a call of each task takes here, as measured lately. Thread-safe. */
final class RunTimes {

  private static final double WEIGHT_OF_LAST = 0.2;

  /** Tasks that are remembered; those that were not seen for longest go. */
  private static final int TASKS = 1_000;

  private final Map<TaskName, Double> nanos = new LinkedHashMap<>(16, 0.75f, true);

  /** Some calls took so long together. */
  synchronized void measured(TaskName task, int calls, long took) {
    if (calls > 0) {
      double each = Math.max(1, (double) took / calls);
      nanos.merge(task, each, (mean, last) -> mean + WEIGHT_OF_LAST * (last - mean));
      if (nanos.size() > TASKS) {
        nanos.remove(nanos.keySet().iterator().next());
      }
    }
  }

  /** How long one call takes; zero if none was seen. */
  synchronized Duration of(TaskName task) {
    return Duration.ofNanos(Math.round(nanos.getOrDefault(task, 0.0)));
  }
}
