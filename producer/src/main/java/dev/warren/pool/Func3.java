package dev.warren.pool;

import java.io.Serializable;

/**
 * A task with three arguments, given as a method reference or a lambda. It is never run in the
 * program that submits it and never serialized: only its name and the values it captures travel.
 *
 * @param <A> the type of argument 1
 * @param <B> the type of argument 2
 * @param <C> the type of argument 3
 * @param <R> the type of the result
 */
@FunctionalInterface
public interface Func3<A, B, C, R> extends Serializable {

  /**
   * Runs the task.
   *
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @return the result, possibly null
   * @throws Exception whatever the task throws; it reaches whoever asks for the result
   */
  R call(A a, B b, C c) throws Exception;
}
