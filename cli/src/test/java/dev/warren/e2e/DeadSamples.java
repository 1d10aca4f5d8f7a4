package dev.warren.e2e;

import dev.warren.retry.RetryLater;
import dev.warren.task.Task;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Tasks that come to a bad end. */
public final class DeadSamples {

  private DeadSamples() {}

  @Task
  public static int hundredth(int x) {
    return 100 / x;
  }

  /** Kills its process over one number. */
  @Task
  public static int poisoned(int x) {
    if (x == 7) {
      Runtime.getRuntime().halt(3);
    }
    return x;
  }

  /**
   * Fails until a file is there; then it leaves another one, and fails if that is there already.
   */
  @Task
  public static String needs(String file) throws IOException {
    if (!Files.exists(Path.of(file))) {
      throw new FileNotFoundException(file);
    }
    Files.createFile(Path.of(file + ".done"));
    return "done";
  }

  /** The same, but once the file is there it wants to be run again before it is done. */
  @Task
  public static String needsTwice(String file) throws IOException {
    Path asked = Path.of(file + ".asked");
    if (Files.exists(Path.of(file)) && !Files.exists(asked)) {
      Files.createFile(asked);
      throw new RetryLater(Duration.ofMillis(300));
    }
    return needs(file);
  }
}
