package dev.warren.examples;

import dev.warren.pool.Pool;
import dev.warren.task.Task;
import java.util.List;

/** The program and its workers are different processes of the operating system. */
public final class WhoRuns {

  private WhoRuns() {}

  /** What a task can say of the process that runs it. */
  record Worker(int task, long pid, long parent) {}

  @Task
  static Worker whoRuns(int task) throws InterruptedException {
    Thread.sleep(100); // Long enough for the other processes to take the other tasks.
    ProcessHandle self = ProcessHandle.current();
    return new Worker(task, self.pid(), self.parent().map(ProcessHandle::pid).orElse(0L));
  }

  /**
   * Runs the example.
   *
   * @param args none
   */
  public static void main(String[] args) {
    System.out.println("the program is process " + ProcessHandle.current().pid());
    try (Pool pool = Pool.create()) {
      for (Worker each : pool.map(WhoRuns::whoRuns, List.of(0, 1, 2, 3))) {
        System.out.println(
            "task "
                + each.task()
                + " ran in process "
                + each.pid()
                + ", a child of "
                + each.parent());
      }
    }
  }
}
