package dev.warren.examples;

import dev.warren.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A subclass of {@link ChildProcess}: its fields travel to the process that runs it. */
public final class ProcessWithFields extends ChildProcess {

  private final int factor;
  private final Path result;

  private ProcessWithFields(int factor, Path result) {
    this.factor = factor;
    this.result = result;
  }

  @Override
  public void run() throws IOException {
    Files.writeString(result, Integer.toString(6 * factor));
  }

  /**
   * Runs the example.
   *
   * @param args none
   * @throws Exception if a file cannot be read
   */
  public static void main(String[] args) throws Exception {
    Path result = Files.createTempFile("result", ".txt");
    ProcessWithFields process = new ProcessWithFields(7, result);
    process.start().join();
    System.out.println(Files.readString(result));
    Files.delete(result);
  }
}
