package dev.warren.examples;

import dev.warren.pool.AsyncResult;
import dev.warren.pool.Pool;
import java.util.ArrayList;
import java.util.List;

/** {@code applyAsync} in a loop, {@code close}, {@code join}, and then {@code get} of each. */
public final class ApplyAsyncLoop {

  private ApplyAsyncLoop() {}

  /**
   * Runs the example.
   *
   * @param args none
   */
  public static void main(String[] args) {
    Pool pool = Pool.create();
    List<AsyncResult<Long>> results = new ArrayList<>();
    for (long x = 0; x < 4; x++) {
      results.add(pool.applyAsync(Squares::square, x));
    }
    pool.close();
    pool.join();
    for (AsyncResult<Long> each : results) {
      System.out.println(each.get());
    }
  }
}
