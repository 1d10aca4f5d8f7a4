package dev.warren.pool;

import dev.warren.task.TaskContext;
import dev.warren.task.TaskEvent;
import java.time.Instant;
import java.util.Optional;

/**
 * What a task can learn about itself that runs on its caller's thread. Nobody hears its reports.
 */
record InlineContext(long taskId, int attempt) implements TaskContext {

  @Override
  public Optional<Instant> deadline() {
    return Optional.empty();
  }

  @Override
  public String worker() {
    return InlineWorker.NAME;
  }

  @Override
  public long pid() {
    return ProcessHandle.current().pid();
  }

  @Override
  public void progress(long done, long total, String message) {
    // Refuses what a worker process would refuse.
    new TaskEvent.Progress(taskId, attempt, done, total, message);
  }
}
