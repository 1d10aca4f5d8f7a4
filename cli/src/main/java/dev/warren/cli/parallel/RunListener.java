package dev.warren.cli.parallel;

/** Hears how a run goes on. Called on the threads of the run, so it has to be thread-safe. */
public interface RunListener {

  /** A command has ended, and will not be run again. */
  void ended();

  /**
   * Something is to be said to the user.
   *
   * @param message one line
   */
  void note(String message);
}
