package dev.warren.examples;

import dev.warren.pool.Pool;
import dev.warren.sync.Manager;
import dev.warren.sync.SharedDict;
import dev.warren.task.Task;
import java.util.List;
import java.util.TreeMap;

/** Tasks count words in one dictionary; no count gets lost, though they change it together. */
final class SharedDictionary {

  @Task
  static int count(SharedDict<String, Integer> counts, String line) {
    String[] words = line.split(" ", -1);
    for (String word : words) {
      counts.update(word, old -> old == null ? 1 : old + 1);
    }
    return words.length;
  }

  public static void main(String[] args) {
    try (Manager manager = Manager.create();
        Pool pool = Pool.builder().processes(2).open()) {
      SharedDict<String, Integer> counts = manager.dict(String.class, Integer.class);
      List<String> lines = List.of("round and round", "and round", "round it goes");
      pool.map((String line) -> count(counts, line), lines, 1);
      System.out.println(new TreeMap<>(counts.toMap()));
    }
  }
}
