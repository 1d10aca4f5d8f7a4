package dev.warren.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** How Java starts processes. */
final class ProcessStarts {

  private ProcessStarts() {}

  /**
   * Has Java get ready for it, without a word. Java 25 says on the standard error that the quickest
   * way, which the script asks for, will be given up; whoever runs a command can do nothing about
   * that.
   */
  static void prepare() {
    PrintStream err = System.err;
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    try {
      Class.forName("java.lang.ProcessImpl");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("this Java starts processes in another way", e);
    } finally {
      System.setErr(err);
    }
  }
}
