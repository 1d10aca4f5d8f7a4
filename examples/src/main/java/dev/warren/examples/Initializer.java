package dev.warren.examples;

import dev.warren.pool.Pool;
import dev.warren.task.Task;
import java.util.List;

/** What each process needs is made once, before its first task, and never in the program itself. */
public final class Initializer {

  private static String greeting = "nothing";
  private static int setUps;

  private Initializer() {}

  private static void setUp(String word) {
    greeting = word;
    setUps++;
  }

  @Task
  static String greet(String name) {
    return greeting + " " + name + ", set up " + setUps + " time";
  }

  /**
   * Runs the example.
   *
   * @param args none
   */
  public static void main(String[] args) {
    String word = "Hello";
    try (Pool pool = Pool.builder().processes(2).initializer(() -> setUp(word)).open()) {
      pool.map(Initializer::greet, List.of("Ada", "Alan", "Grace")).forEach(System.out::println);
    }
    System.out.println("the program itself: " + greeting + ", set up " + setUps + " times");
  }
}
