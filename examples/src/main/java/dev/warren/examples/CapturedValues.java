package dev.warren.examples;

import dev.warren.pool.Pool;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/**
 * The values that a lambda captures travel with it as JSON: each process works on copies, and what
 * would not come out as it went in is refused before anything runs.
 */
public final class CapturedValues {

  private CapturedValues() {}

  /**
   * Runs the example.
   *
   * @param args none
   */
  public static void main(String[] args) {
    try (Pool pool = Pool.create()) {
      int factor = 3;
      String unit = "cm";
      System.out.println(pool.map(x -> x * factor + unit, List.of(1, 2)));

      List<Integer> seen = new ArrayList<>();
      pool.map(x -> seen.add(x), List.of(1, 2));
      System.out.println("seen here: " + seen);

      StringReader reader = new StringReader("text");
      refused(() -> pool.map(x -> reader.read() + x, List.of(1, 2)));

      List<Long> longs = List.of(1L, 2L);
      refused(() -> pool.map(x -> longs.get(x), List.of(0, 1)));
    }
  }

  private static void refused(Runnable submission) {
    try {
      submission.run();
    } catch (IllegalArgumentException e) {
      System.out.println("refused: " + e.getMessage());
    }
  }
}
