package dev.warren.examples;

import dev.warren.pool.AsyncResult;
import dev.warren.pool.Pool;
import dev.warren.task.Task;
import java.util.List;

/** The example of the README, word for word. */
final class FirstPool {

  @Task
  static long square(long x) {
    return x * x;
  }

  public static void main(String[] args) {
    try (Pool pool = Pool.create()) {
      AsyncResult<Long> one = pool.applyAsync(FirstPool::square, 7L);
      List<Long> all = pool.map(FirstPool::square, List.of(0L, 1L, 2L, 3L));
      System.out.println(one.get() + " " + all);
    }
  }
}
