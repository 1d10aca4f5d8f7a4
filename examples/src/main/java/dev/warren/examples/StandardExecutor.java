package dev.warren.examples;

import dev.warren.pool.Func0;
import dev.warren.pool.Pool;
import dev.warren.pool.PoolExecutorService;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** A pool where code wants an executor of the JDK. */
public final class StandardExecutor {

  private StandardExecutor() {}

  /**
   * Submits in every way.
   *
   * @param args none
   * @throws InterruptedException if it is interrupted
   * @throws ExecutionException if a task fails
   */
  public static void main(String[] args) throws InterruptedException, ExecutionException {
    try (PoolExecutorService executor = Pool.create().asExecutorService()) {
      Future<Long> one = executor.submit(() -> Squares.square(7));
      Func0<Long> five = () -> Squares.square(5);
      Func0<Long> six = () -> Squares.square(6);
      List<Callable<Long>> tasks = List.of(five, six);
      CompletableFuture<String> chain =
          CompletableFuture.supplyAsync(executor.remote(Squares::square, 8L), executor)
              .thenApply(square -> "eight: " + square);

      System.out.println("seven: " + one.get());
      for (Future<Long> each : executor.invokeAll(tasks)) {
        System.out.println(each.get());
      }
      System.out.println(chain.get());
    }
  }
}
