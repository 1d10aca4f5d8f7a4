package dev.warren.examples;

import dev.warren.pool.Pool;
import java.util.List;
import java.util.stream.LongStream;

/** {@code pool.map} over {@code range(4)}: results in the order of the input. */
public final class SquaresOfFour {

  private SquaresOfFour() {}

  /**
   * Runs the example.
   *
   * @param args none
   */
  public static void main(String[] args) {
    List<Long> numbers = LongStream.range(0, 4).boxed().toList();
    try (Pool pool = Pool.create()) {
      System.out.println(pool.map(Squares::square, numbers));
    }
  }
}
