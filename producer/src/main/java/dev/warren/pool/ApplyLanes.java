package dev.warren.pool;

import dev.warren.lambda.TaskRef;
import dev.warren.task.Terms;
import java.util.HashMap;
import java.util.Map;

/**
 * The lanes of single calls: one for each task and its terms, as these go in one batch. Not
 * thread-safe.
 */
final class ApplyLanes {

  private final Map<Kind, ApplyLane> lanes = new HashMap<>();

  /** Most calls follow one of the same kind, and to hash a kind takes longer than the rest. */
  private ApplyLane latest;

  private record Kind(TaskRef task, Terms terms) {}

  /** The lane for such calls; null if there is none. */
  ApplyLane find(TaskRef task, Terms terms) {
    boolean same = latest != null && latest.terms().equals(terms) && latest.task().equals(task);
    if (!same) {
      latest = lanes.get(new Kind(task, terms));
    }
    return latest;
  }

  void add(ApplyLane lane) {
    lanes.put(new Kind(lane.task(), lane.terms()), lane);
    latest = lane;
  }

  /** Forgets a lane; whether it was one of these. */
  boolean remove(Lane lane) {
    latest = null;
    return lanes.remove(new Kind(lane.task(), lane.terms()), lane);
  }

  void clear() {
    latest = null;
    lanes.clear();
  }
}
