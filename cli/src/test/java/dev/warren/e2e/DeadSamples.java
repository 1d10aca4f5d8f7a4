package dev.warren.e2e;

import dev.warren.task.Task;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
}
