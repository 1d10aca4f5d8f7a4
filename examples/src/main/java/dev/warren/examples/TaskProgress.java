package dev.warren.examples;

import dev.warren.pool.AsyncResult;
import dev.warren.pool.Pool;
import dev.warren.task.Task;
import dev.warren.task.TaskContext;

/** A task says who it is and how far it has got, and what it prints arrives while it runs. */
public final class TaskProgress {

  private TaskProgress() {}

  /**
   * Counts.
   *
   * @param last how far
   * @return the task's own id
   */
  @Task
  public static long count(int last) {
    TaskContext context = TaskContext.current();
    System.out.println("attempt " + context.attempt() + " on " + context.worker());
    for (int i = 1; i <= last; i++) {
      context.progress(i, last, "counting");
    }
    return context.taskId();
  }

  /**
   * Listens.
   *
   * @param args none
   */
  public static void main(String[] args) {
    Pool pool =
        Pool.builder()
            .onOutput(line -> System.out.println("printed: " + line.text()))
            .onProgress(
                report -> {
                  if (report.done() == report.total()) {
                    System.out.println(report.message() + ": all of " + report.total());
                  }
                })
            .open();
    AsyncResult<Long> counted = pool.applyAsync(TaskProgress::count, 1_000);
    pool.close();
    pool.join();
    System.out.println("the ids agree: " + (counted.get() == counted.taskId().getAsLong()));
  }
}
