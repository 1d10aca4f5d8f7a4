package dev.warren.os;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;

/**
 * The standard input of this process, which may be no input but the hand of its parent. Then nobody
 * else may read it, and no process that is started here may inherit it. Thread-safe.
 */
public final class StandardInput {

  private static volatile boolean taken;

  private StandardInput() {}

  /**
   * Takes it away from the program, to which it is empty from now on.
   *
   * @return what comes in, without a buffer
   */
  public static InputStream take() {
    taken = true;
    System.setIn(InputStream.nullInputStream());
    return new FileInputStream(FileDescriptor.in);
  }

  /**
   * Whether it was taken.
   *
   * @return true if it is not to be inherited
   */
  public static boolean isTaken() {
    return taken;
  }
}
