package dev.warren.pool;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.OutcomeWriter;
import dev.warren.codec.RetryJudge;
import dev.warren.codec.RunnableTask;
import dev.warren.codec.UndecodableException;
import dev.warren.sync.Flush;
import dev.warren.task.Attempt;
import dev.warren.task.Batch;
import dev.warren.task.CurrentTask;
import dev.warren.task.Ending;
import dev.warren.task.Failure;
import dev.warren.task.NoSuchTaskException;
import dev.warren.task.Outcome;
import dev.warren.task.TaskContext;
import dev.warren.task.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a worker process does with a message, on the thread that brings it: the same bytes go in and
 * come out.
 */
final class InlineWorker {

  static final String NAME = "inline";

  private InlineWorker() {}

  /** An attempt, and how it has ended if there is to be another one. */
  private record Attempted(Outcome outcome, Optional<Ending> again) {

    static Attempted last(Outcome outcome) {
      return new Attempted(outcome, Optional.empty());
    }
  }

  /** Runs a batch of one call, as often as its policy says, and returns the message about it. */
  static byte[] run(byte[] message) {
    Batch batch = BatchCodec.decode(message);
    Terms terms = batch.terms();
    while (true) {
      Instant started = Instant.now();
      Attempted attempted = attempt(batch, terms);
      Duration took = Duration.between(started, Instant.now());
      if (attempted.again().isEmpty() || terms.attempt() > Terms.MAX_HISTORY) {
        OutcomeWriter outcomes = new OutcomeWriter(NAME, ProcessHandle.current().pid());
        outcomes.after(terms.history());
        outcomes.startedAt(started);
        outcomes.add(attempted.outcome(), took.toNanos());
        return outcomes.take(batch.id());
      }
      long pid = ProcessHandle.current().pid();
      terms =
          terms.after(
              new Attempt(terms.attempt(), started, took, NAME, pid, attempted.again().get()));
    }
  }

  private static Attempted attempt(Batch batch, Terms terms) {
    long id = batch.taskId(0);
    try {
      RunnableTask task = RunnableTask.prepare(batch.task(), batch.captured(), true);
      RetryJudge judge = RetryJudge.of(terms, true);
      int from = batch.start(0);
      while (batch.text()[from] != ' ') {
        from++;
      }
      Object[] arguments = task.arguments(batch.text(), from + 1, batch.end(0) - 1);
      return call(task, judge, new InlineContext(id, terms.attempt()), arguments);
    } catch (NoSuchTaskException e) {
      return Attempted.last(new Outcome.Rejected(id, e.getMessage()));
    } catch (UndecodableException e) {
      return Attempted.last(new Outcome.Rejected(id, batch.task() + ": " + e.getMessage()));
    }
  }

  /**
   * The caller's own interrupt is none of the task's business, and the task's none of the caller.
   */
  private static Attempted call(
      RunnableTask task, RetryJudge judge, InlineContext context, Object[] arguments) {
    long id = context.taskId();
    boolean interrupted = Thread.interrupted();
    Optional<TaskContext> before = CurrentTask.inThread(Optional.of(context));
    try {
      Object result = task.call(arguments);
      Flush.all(); // What it has put into queues is there before its caller hears of its end.
      return Attempted.last(new Outcome.Succeeded(id, task.result().write(result)));
    } catch (Throwable thrown) {
      // A task may throw anything at all; whatever it is belongs to its caller.
      Flush.afterFailure();
      return new Attempted(new Outcome.Failed(id, Failure.of(thrown)), judge.again(thrown));
    } finally {
      CurrentTask.inThread(before);
      Thread.interrupted();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
