package dev.warren.examples;

import dev.warren.subprocess.CalledProcessException;
import dev.warren.subprocess.Command;
import dev.warren.subprocess.Popen;
import dev.warren.subprocess.Stdio;
import dev.warren.subprocess.TimeoutExpiredException;
import java.time.Duration;

/** Commands, as Python's {@code subprocess} runs them. */
public final class Commands {

  private Commands() {}

  /**
   * Runs the example.
   *
   * @param args none
   * @throws InterruptedException if it is interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    System.out.println("call: " + Command.of("false").call());
    System.out.print("checkOutput: " + Command.of("echo", "$(not run)").checkOutput());
    System.out.print("input: " + Command.of("tr", "a-z", "A-Z").input("warren\n").checkOutput());

    try {
      Command.shell("echo oh; exit 4").captureOutput().run().check();
    } catch (CalledProcessException e) {
      System.out.print(
          "failed with " + e.process().returnCode() + ": " + e.process().stdout().text());
    }
    try {
      Command.of("sleep", "60").timeout(Duration.ofMillis(100)).call();
    } catch (TimeoutExpiredException e) {
      System.out.println("killed: " + String.join(" ", e.args()));
    }
    try (Popen cat = Command.of("cat").stdin(Stdio.PIPE).start()) {
      cat.terminate();
      System.out.println("ended by signal: " + cat.waitFor());
    }
  }
}
