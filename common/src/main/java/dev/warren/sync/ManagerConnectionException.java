package dev.warren.sync;

import dev.warren.task.WarrenException;

/**
 * The connection to a manager on another machine was lost. What was asked for may or may not have
 * been done, and what this process held there is released: to release it later fails with this
 * exception as well, because somebody else may have acquired it. Other calls work once the
 * connection is back.
 */
public final class ManagerConnectionException extends WarrenException {

  private static final long serialVersionUID = 1L;

  private final String manager;

  /**
   * Creates the exception.
   *
   * @param manager the id of the manager
   * @param message what failed and what to do about it
   */
  public ManagerConnectionException(String manager, String message) {
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
