package dev.warren.pool;

import java.io.Serializable;
import java.util.concurrent.Callable;

/**
 * A task with no arguments, given as a method reference or a lambda. It is never run in the program
 * that submits it and never serialized: only its name and the values it captures travel.
 *
 * @param <R> the type of the result
 */
@FunctionalInterface
public interface Func0<R> extends Callable<R>, Serializable {

  /**
   * Runs the task.
   *
   * @return the result, possibly null
   * @throws Exception whatever the task throws; it reaches whoever asks for the result
   */
  @Override
  R call() throws Exception;
}
