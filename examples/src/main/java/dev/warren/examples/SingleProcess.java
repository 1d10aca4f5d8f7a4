package dev.warren.examples;

import dev.warren.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A process for one method: how it ends is all that comes back, so what it makes goes to a file.
 */
public final class SingleProcess {

  private SingleProcess() {}

  static void greet(String name, Path file) throws IOException {
    Files.writeString(file, "hello " + name + " from " + ChildProcess.current().name());
  }

  static void give(int exitCode) {
    System.exit(exitCode);
  }

  static void waitForEver() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  /**
   * Runs the example.
   *
   * @param args none
   * @throws Exception if a file cannot be read
   */
  public static void main(String[] args) throws Exception {
    Path file = Files.createTempFile("greeting", ".txt");
    ChildProcess greeter = ChildProcess.of(SingleProcess::greet, "bob", file).name("greeter");
    greeter.start().join();
    System.out.println(Files.readString(file));
    Files.delete(file);

    ChildProcess exits = ChildProcess.of(SingleProcess::give, 3).start();
    exits.join();
    ChildProcess waits = ChildProcess.of(SingleProcess::waitForEver).start();
    waits.kill();
    waits.join();
    System.out.println(
        "exit codes: "
            + greeter.exitCode().getAsInt()
            + ", "
            + exits.exitCode().getAsInt()
            + ", "
            + waits.exitCode().getAsInt());
  }
}
