package dev.warren.process;

import java.io.Serializable;

/**
 * What a child process does with three arguments, given as a method reference or a lambda. It is
 * never run in the program that starts the process and never serialized: only its name and the
 * values it captures travel.
 *
 * @param <A> the type of argument 1
 * @param <B> the type of argument 2
 * @param <C> the type of argument 3
 */
@FunctionalInterface
public interface Action3<A, B, C> extends Serializable {

  /**
   * Runs in the child process.
   *
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @throws Exception ends the process with exit code 1
   */
  void run(A a, B b, C c) throws Exception;
}
