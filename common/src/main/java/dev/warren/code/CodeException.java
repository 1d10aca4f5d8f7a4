package dev.warren.code;

import dev.warren.task.WarrenException;

/** A jar is not on the broker, or is not what it should be, or is too large. */
public final class CodeException extends WarrenException {

  private static final long serialVersionUID = 1L;

  private final String jar;

  CodeException(String jar, String reason) {
    super("the code of a task, jar " + jar.substring(0, 12) + "..., " + reason);
    this.jar = jar;
  }

  /**
   * Which jar.
   *
   * @return the SHA-256 that it should have
   */
  public String jar() {
    return jar;
  }
}
