package dev.warren.e2e;

import dev.warren.task.Task;
import dev.warren.task.TaskContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the tests of cancelling, output and progress run in worker processes. */
public final class LiveTasks {

  private LiveTasks() {}

  /** Notes down that it runs, and if its number is that one never ends. */
  @Task
  public static int noteAndHang(String folder, int number, int hangs) throws InterruptedException {
    E2eTasks.append(Path.of(folder, "run-" + number), "x");
    if (number == hangs) {
      return E2eTasks.sleepForEver();
    }
    return number;
  }

  /** Adds the id of its process to a file, and never ends. */
  @Task
  public static int notePidAndHang(String file) throws InterruptedException {
    E2eTasks.append(Path.of(file), ProcessHandle.current().pid() + "\n");
    return E2eTasks.sleepForEver();
  }

  /** Notes down that it runs, then waits for a file. */
  @Task
  public static int noteAndWait(String folder, int number, String release) throws Exception {
    E2eTasks.append(Path.of(folder, "run-" + number), "x");
    E2eTasks.markAndWait(Path.of(folder, "mark-" + number).toString(), release);
    return number;
  }

  /** Starts a process that it waits for in vain, and tells its id. */
  @Task
  public static int sleepInAProcess(String file) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sleep", "1000").start();
    E2eTasks.append(Path.of(file), Long.toString(process.pid()));
    return process.waitFor();
  }

  @Task
  public static int printLines(int count, int length) {
    String line = "x".repeat(length);
    for (int i = 0; i < count; i++) {
      System.out.println(line);
    }
    return count;
  }

  @Task
  public static String speak(String text) {
    System.out.println("out " + text);
    System.err.println("err " + text);
    System.out.print("no end " + text);
    return text;
  }

  @Task
  public static String report(int steps) throws InterruptedException {
    TaskContext context = TaskContext.current();
    for (int i = 1; i <= steps; i++) {
      context.progress(i, steps, "step " + i);
      Thread.sleep(30); // Long enough that each report is sent.
    }
    return context.taskId() + " " + context.attempt() + " " + context.worker();
  }

  /** Dies on its first attempts; tells which one did not. */
  @Task
  public static int attempt(String folder, int deaths) {
    int attempt = TaskContext.current().attempt();
    if (attempt <= deaths) {
      Runtime.getRuntime().halt(9);
    }
    return attempt;
  }

  /** What threads see that the task starts, and those of the common pool. */
  @Task
  public static boolean sameInEveryThread() throws InterruptedException {
    long id = TaskContext.current().taskId();
    long[] seen = new long[1];
    Thread thread = new Thread(() -> seen[0] = TaskContext.current().taskId());
    thread.start();
    thread.join();
    return seen[0] == id
        && java.util.stream.IntStream.range(0, 100)
            .parallel()
            .allMatch(i -> TaskContext.current().taskId() == id);
  }

  static boolean exists(Path folder, int number) {
    return Files.exists(folder.resolve("run-" + number));
  }
}
