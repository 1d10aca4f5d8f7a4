package dev.warren.process;

import java.io.Serializable;

/**
 * What a child process does with one argument, given as a method reference or a lambda. It is never
 * run in the program that starts the process and never serialized: only its name and the values it
 * captures travel.
 *
 * @param <A> the type of the argument
 */
@FunctionalInterface
public interface Action1<A> extends Serializable {

  /**
   * Runs in the child process.
   *
   * @param a the argument
   * @throws Exception ends the process with exit code 1
   */
  void run(A a) throws Exception;
}
