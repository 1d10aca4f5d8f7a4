package dev.warren.pool;

import java.io.Serializable;

/**
 * A task with neither arguments nor a result, given to a {@link PoolExecutorService} as a method
 * reference or a lambda. It is never run in the program that submits it and never serialized: only
 * its name and the values it captures travel.
 */
@FunctionalInterface
public interface Action extends Runnable, Serializable {

  /** Runs the task. */
  @Override
  void run();
}
