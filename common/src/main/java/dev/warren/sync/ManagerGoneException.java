package dev.warren.sync;

import dev.warren.task.WarrenException;

/**
 * The manager of a shared object cannot be reached: its process has ended, it was closed, or no way
 * leads there from this process. Nothing is held there any more.
 */
public final class ManagerGoneException extends WarrenException {

  private static final long serialVersionUID = 1L;

  private final String manager;

  /**
   * Creates the exception.
   *
   * @param manager the id of the manager
   * @param message what failed and what to do about it
   */
  public ManagerGoneException(String manager, String message) {
    super(message);
    this.manager = manager;
  }

  /**
   * Which manager this is about.
   *
   * @return its id
   */
  public String manager() {
    return manager;
  }
}
