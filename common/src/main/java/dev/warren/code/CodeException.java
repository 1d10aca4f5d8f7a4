package dev.warren.code;

import dev.warren.task.WarrenException;
import java.io.IOException;
import java.nio.file.FileSystemException;

/**
 * Code that cannot travel or run: a jar is not on the broker, is not what it should be, is too
 * large, or cannot be read or kept. Immutable.
 */
public final class CodeException extends WarrenException {

  private static final long serialVersionUID = 1L;

  private final String jar;
  private final boolean missing;

  private CodeException(String jar, boolean missing, String message, Throwable cause) {
    super(message, cause);
    this.jar = jar;
    this.missing = missing;
  }

  /** It is not on the broker, or not all of it. */
  static CodeException missing(String jar, String reason) {
    return new CodeException(jar, true, text(jar, reason), null);
  }

  /** It must not run. */
  static CodeException refused(String jar, String reason) {
    return new CodeException(jar, false, text(jar, reason), null);
  }

  /**
   * There is no place for it.
   *
   * @param jar the SHA-256 of the jar
   * @param cause what happened to its file
   * @return the exception
   */
  public static CodeException notKept(String jar, IOException cause) {
    String reason =
        "cannot be kept on this worker host, see to its temporary folder: " + reason(cause);
    return new CodeException(jar, false, text(jar, reason), cause);
  }

  /** Files of a class path are not there, or belong to somebody else. */
  static CodeException notRead(IOException cause) {
    return new CodeException("", false, "the code cannot be read: " + reason(cause), cause);
  }

  private static String text(String jar, String reason) {
    return "the code of a task, jar " + jar.substring(0, 12) + "..., " + reason;
  }

  /** Of what goes wrong with a file the message is often no more than its name. */
  private static String reason(IOException cause) {
    return cause instanceof FileSystemException
        ? cause.getClass().getSimpleName().replace("Exception", "") + " " + cause.getMessage()
        : String.valueOf(cause.getMessage());
  }

  /**
   * Which jar.
   *
   * @return the SHA-256 that it should have; empty if it has none yet
   */
  public String jar() {
    return jar;
  }

  /**
   * Whether it may be there at the next look, because nothing is wrong with it.
   *
   * @return true if the broker has not, or not yet, all of it
   */
  public boolean isMissing() {
    return missing;
  }
}
