package dev.warren.pool;

import java.io.Serializable;

/**
 * What each worker process runs once, before its first task, given as a method reference or a
 * lambda (Python documentation, {@code multiprocessing.pool.Pool}, {@code initializer}).
 */
@FunctionalInterface
public interface Initializer extends Serializable {

  /**
   * Prepares the process.
   *
   * @throws Exception if the process cannot be prepared; the pool then fails with it
   */
  void run() throws Exception;
}
