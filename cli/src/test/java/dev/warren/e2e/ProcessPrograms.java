package dev.warren.e2e;

import dev.warren.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Programs with child processes, each run in a JVM of its own. */
final class ProcessPrograms {

  private static final long LOOK_NANOS = 10_000_000;

  private ProcessPrograms() {}

  /** Says who it is and runs until a file is there. */
  static void runUntil(Path file) throws IOException {
    System.out.println("child " + ProcessHandle.current().pid());
    while (!Files.exists(file)) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    System.out.println("child ends");
  }

  private static void start(String[] args) {
    ChildProcess.of(ProcessPrograms::runUntil, Path.of(args[0]))
        .daemon(args[1].equals("daemon"))
        .start();
  }

  /** Starts a child and returns from main. */
  static final class Returns {
    public static void main(String[] args) {
      start(args);
      System.out.println("main returns");
    }
  }

  /** Starts a child and ends the JVM. */
  static final class Exits {
    public static void main(String[] args) {
      start(args);
      System.out.println("main exits");
      System.exit(5);
    }
  }

  /** Starts a child and stays. */
  static final class Stays {
    public static void main(String[] args) throws InterruptedException {
      start(args);
      new CountDownLatch(1).await();
    }
  }
}
