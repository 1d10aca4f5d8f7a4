package dev.warren.pool;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.OutcomeWriter;
import dev.warren.codec.RunnableTask;
import dev.warren.codec.UndecodableException;
import dev.warren.sync.Flush;
import dev.warren.task.Batch;
import dev.warren.task.CurrentTask;
import dev.warren.task.Failure;
import dev.warren.task.NoSuchTaskException;
import dev.warren.task.Outcome;
import dev.warren.task.TaskContext;
import java.util.Optional;

/**
 * What a worker process does with a message, on the thread that brings it: the same bytes go in and
 * come out.
 */
final class InlineWorker {

  static final String NAME = "inline";

  private InlineWorker() {}

  /** Runs a batch of one call and returns the message with its outcome. */
  static byte[] run(byte[] message) {
    Batch batch = BatchCodec.decode(message);
    OutcomeWriter outcomes = new OutcomeWriter(NAME, ProcessHandle.current().pid());
    outcomes.add(outcome(batch));
    return outcomes.take(batch.id());
  }

  private static Outcome outcome(Batch batch) {
    long id = batch.taskId(0);
    RunnableTask task;
    Object[] arguments;
    try {
      task = RunnableTask.prepare(batch.task(), batch.captured(), true);
      int from = batch.start(0);
      while (batch.text()[from] != ' ') {
        from++;
      }
      arguments = task.arguments(batch.text(), from + 1, batch.end(0) - 1);
    } catch (NoSuchTaskException e) {
      return new Outcome.Rejected(id, e.getMessage());
    } catch (UndecodableException e) {
      return new Outcome.Rejected(id, batch.task() + ": " + e.getMessage());
    }
    return call(task, id, arguments);
  }

  /**
   * The caller's own interrupt is none of the task's business, and the task's none of the caller.
   */
  private static Outcome call(RunnableTask task, long id, Object[] arguments) {
    boolean interrupted = Thread.interrupted();
    Optional<TaskContext> before = CurrentTask.inThread(Optional.of(new InlineContext(id)));
    try {
      Object result = task.call(arguments);
      Flush.all(); // What it has put into queues is there before its caller hears of its end.
      return new Outcome.Succeeded(id, task.result().write(result));
    } catch (Throwable thrown) {
      // A task may throw anything at all; whatever it is belongs to its caller.
      Flush.afterFailure();
      return new Outcome.Failed(id, Failure.of(thrown));
    } finally {
      CurrentTask.inThread(before);
      Thread.interrupted();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
