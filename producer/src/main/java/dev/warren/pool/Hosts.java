package dev.warren.pool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The control queues of the worker hosts that a pool has heard of. Thread-safe. */
final class Hosts {

  /** So many are remembered, those heard of last. */
  static final int KEPT = 1_000;

  private final Map<String, Boolean> queues = new LinkedHashMap<>(16, 0.75f, true);

  /** A message from a host; {@code queue} is empty if it does not say where it listens. */
  synchronized void saw(String queue) {
    if (!queue.isEmpty()) {
      queues.put(queue, true);
      if (queues.size() > KEPT) {
        queues.remove(queues.keySet().iterator().next());
      }
    }
  }

  /** A host has gone. */
  synchronized void forget(String queue) {
    queues.remove(queue);
  }

  synchronized List<String> all() {
    return new ArrayList<>(queues.keySet());
  }
}
