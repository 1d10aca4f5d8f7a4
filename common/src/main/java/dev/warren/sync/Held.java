package dev.warren.sync;

/** Something that is held until the end of a block: {@code try (Held held = lock.hold()) {...}}. */
public final class Held implements AutoCloseable {

  private final Runnable release;
  private boolean released;

  Held(Runnable release) {
    this.release = release;
  }

  /**
   * Gives it back. A second time it does nothing.
   *
   * @throws ManagerConnectionException if the connection to the manager was lost meanwhile: it is
   *     released already, and may be somebody else's
   * @throws ManagerGoneException if the manager is gone
   */
  @Override
  public synchronized void close() {
    if (!released) {
      released = true;
      release.run();
    }
  }
}
