package dev.warren.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/** What a program prints. */
final class Printed {

  private Printed() {}

  /** A {@code main} method. */
  interface Program {
    void run(String[] args) throws Exception;
  }

  /** Runs a program in this JVM and returns the lines of its standard output. */
  static List<String> by(Program program) throws Exception {
    PrintStream console = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, UTF_8));
    try {
      program.run(new String[0]);
    } finally {
      System.setOut(console);
    }
    return bytes.toString(UTF_8).lines().toList();
  }
}
