package dev.warren.examples;

import dev.warren.pool.Args2;
import dev.warren.pool.Args3;
import dev.warren.pool.Pool;
import dev.warren.task.Task;
import java.util.List;

/** {@code starmap} is {@code map} for tasks with two or three arguments. */
public final class Starmap {

  private Starmap() {}

  @Task
  static String repeat(String text, int times) {
    return text.repeat(times);
  }

  @Task
  static int volume(int length, int width, int height) {
    return length * width * height;
  }

  /**
   * Runs the example.
   *
   * @param args none
   */
  public static void main(String[] args) {
    try (Pool pool = Pool.create()) {
      System.out.println(
          pool.starmap(Starmap::repeat, List.of(Args2.of("ab", 1), Args2.of("cd", 2))));
      System.out.println(
          pool.starmap(Starmap::volume, List.of(Args3.of(1, 2, 3), Args3.of(4, 5, 6))));
    }
  }
}
