package dev.warren.examples;

import dev.warren.pool.Pool;
import dev.warren.task.Task;

/**
 * Callbacks run on one thread of the pool, in the order in which the outcomes come. {@code join}
 * returns after the last of them.
 */
public final class Callbacks {

  private Callbacks() {}

  @Task
  static int length(String text) {
    return text.length(); // A null has none.
  }

  /**
   * Runs the example.
   *
   * @param args none
   */
  public static void main(String[] args) {
    Pool pool = Pool.create();
    for (String text : new String[] {"warren", "rabbit", null}) {
      pool.applyAsync(Callbacks::length, text)
          .onSuccess(length -> System.out.println(text + " has " + length + " characters"))
          .onFailure(
              thrown -> System.out.println(text + " failed: " + thrown.getClass().getName()));
    }
    pool.close();
    pool.join();
    System.out.println("joined");
  }
}
