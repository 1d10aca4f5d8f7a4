package dev.warren.sync.state;

/** Runs something later. */
interface Alarm extends AutoCloseable {

  /**
   * Runs an action once, after a time.
   *
   * @return what calls it off
   */
  Runnable in(long nanos, Runnable action);

  @Override
  void close();
}
