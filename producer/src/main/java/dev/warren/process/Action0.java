package dev.warren.process;

import java.io.Serializable;

/**
 * What a child process does, given as a method reference or a lambda. It is never run in the
 * program that starts the process and never serialized: only its name and the values it captures
 * travel.
 */
@FunctionalInterface
public interface Action0 extends Serializable {

  /**
   * Runs in the child process.
   *
   * @throws Exception ends the process with exit code 1
   */
  void run() throws Exception;
}
