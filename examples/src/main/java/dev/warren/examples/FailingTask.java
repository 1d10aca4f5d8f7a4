package dev.warren.examples;

import dev.warren.pool.AsyncResult;
import dev.warren.pool.Pool;
import dev.warren.pool.RemoteTaskException;
import dev.warren.task.Task;
import java.io.FileNotFoundException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a task throws comes out of {@code get}: an unchecked exception as what it was, a checked one
 * inside a {@link RemoteTaskException}. The other tasks are none the worse.
 */
public final class FailingTask {

  private FailingTask() {}

  @Task
  static int divideHundredBy(int x) throws FileNotFoundException {
    if (x == 13) {
      throw new FileNotFoundException("no thirteen here");
    }
    return 100 / x;
  }

  /**
   * Runs the example.
   *
   * @param args none
   */
  public static void main(String[] args) {
    List<AsyncResult<Integer>> results = new ArrayList<>();
    try (Pool pool = Pool.create()) {
      for (int x : new int[] {1, 0, 13, 4}) {
        results.add(pool.applyAsync(FailingTask::divideHundredBy, x));
      }
    }
    for (AsyncResult<Integer> each : results) {
      try {
        System.out.println(each.get());
      } catch (ArithmeticException e) {
        System.out.println("unchecked: " + e);
      } catch (RemoteTaskException e) {
        System.out.println("checked: " + e.getCause());
      }
    }
  }
}
