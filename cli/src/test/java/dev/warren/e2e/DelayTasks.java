package dev.warren.e2e;

import dev.warren.task.Task;
import java.io.IOException;
import java.nio.file.Path;

/** What the tests of delays run in worker processes. */
public final class DelayTasks {

  private DelayTasks() {}

  /** Notes down that it runs; tells when that was. */
  @Task
  public static long note(String folder, int number) throws IOException {
    long now = System.currentTimeMillis();
    E2eTasks.append(Path.of(folder, "run-" + number), "x");
    return now;
  }

  @Task
  public static long now(int number) {
    return System.currentTimeMillis();
  }
}
