package dev.warren.examples;

import dev.warren.task.Task;

/** The task of every tutorial. */
public final class Squares {

  private Squares() {}

  /**
   * Squares a number.
   *
   * @param x the number
   * @return x times x
   */
  @Task
  public static long square(long x) {
    return x * x;
  }
}
