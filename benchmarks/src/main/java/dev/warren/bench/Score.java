package dev.warren.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The seconds that each peer took for each work, round by round. */
final class Score {

  private final Map<Work, Map<String, List<Double>>> seconds = new EnumMap<>(Work.class);
  private final Map<Work, Map<String, Integer>> failures = new EnumMap<>(Work.class);

  void add(Work work, String peer, OptionalDouble taken) {
    if (taken.isPresent()) {
      seconds
          .computeIfAbsent(work, any -> new LinkedHashMap<>())
          .computeIfAbsent(peer, any -> new ArrayList<>())
          .add(taken.getAsDouble());
    } else {
      failures.computeIfAbsent(work, any -> new LinkedHashMap<>()).merge(peer, 1, Integer::sum);
    }
  }

  /** The median of a peer's rounds; empty if none has succeeded. */
  OptionalDouble median(Work work, String peer) {
    List<Double> all =
        new ArrayList<>(seconds.getOrDefault(work, Map.of()).getOrDefault(peer, List.of()));
    if (all.isEmpty()) {
      return OptionalDouble.empty();
    }
    Collections.sort(all);
    int middle = all.size() / 2;
    return OptionalDouble.of(
        all.size() % 2 == 1 ? all.get(middle) : (all.get(middle - 1) + all.get(middle)) / 2);
  }

  /** In how many rounds a peer has failed. */
  int failures(Work work, String peer) {
    return failures.getOrDefault(work, Map.of()).getOrDefault(peer, 0);
  }
}
