package dev.warren.process;

import dev.warren.codec.UndecodableException;
import java.util.List;

/** What a child process is to do, in a form that travels. */
sealed interface Target permits CalledTarget, SubclassTarget {

  /** The arguments of the child's main class that say what it is. */
  List<String> arguments();

  /** A JSON array that the child reads from its standard input. */
  byte[] data();

  /**
   * Runs in the child.
   *
   * @throws UndecodableException if the data do not fit
   */
  void run() throws Throwable;

  /** Reads what {@link #arguments()} and {@link #data()} have given. */
  static Target of(List<String> arguments, byte[] data) {
    return arguments.get(0).equals(CalledTarget.KIND)
        ? CalledTarget.of(arguments, data)
        : SubclassTarget.of(arguments, data);
  }
}
