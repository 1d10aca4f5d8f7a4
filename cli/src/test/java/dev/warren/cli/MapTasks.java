package dev.warren.cli;

import dev.warren.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** Tasks for worker processes that get these tests' classes by {@code --classpath}. */
public final class MapTasks {

  private static final long LOOK_NANOS = 5_000_000;

  private MapTasks() {}

  /** Fails on odd numbers with something that travels, and on zero with a checked exception. */
  @Task
  public static int even(int number) throws IOException {
    if (number == 0) {
      throw new NoSuchFileException("zero");
    }
    if (number % 2 != 0) {
      throw new IllegalArgumentException("odd:\n" + number);
    }
    return number;
  }

  /** Prints, which must not get between the outcomes. */
  @Task
  public static String print(String text) {
    System.out.println("printed " + text);
    return text;
  }

  /** Ends its process on zero. */
  @Task
  public static int exitOnZero(int number) {
    if (number == 0) {
      System.exit(9);
    }
    return number;
  }

  /** Says in a file that it runs, and waits until that file is gone. */
  @Task
  public static String hold(Path file) throws IOException {
    Files.writeString(file, "running");
    while (Files.exists(file)) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return "released";
  }

  /** What worker hosts must not run. */
  public static int unmarked(int number) {
    return number;
  }
}
