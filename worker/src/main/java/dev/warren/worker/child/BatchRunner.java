package dev.warren.worker.child;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.CallWriter;
import dev.warren.codec.OutcomeWriter;
import dev.warren.codec.RunnableTask;
import dev.warren.codec.UndecodableException;
import dev.warren.sync.Flush;
import dev.warren.task.Batch;
import dev.warren.task.Failure;
import dev.warren.task.NoSuchTaskException;
import dev.warren.task.Outcome;
import dev.warren.task.TaskName;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs batches, one at a time, and sends their outcomes: at the end of a batch, before that when
 * many have gathered, and from the ticker's thread when a slow task keeps them waiting.
 */
final class BatchRunner {

  private static final int FLUSH_BYTES = 256 * 1024;

  private final FrameWriter out;
  private final ProgressCell progress;
  private final boolean trusted;
  private final CurrentCall current;
  private final List<PrintedLines> printed;
  private final OutcomeWriter outcomes;
  private final Map<TaskName, RunnableTask> known = new HashMap<>();
  private long batchId;

  BatchRunner(
      FrameWriter out,
      ProgressCell progress,
      StartOrder order,
      CurrentCall current,
      PrintedLines... printed) {
    this.out = out;
    this.progress = progress;
    this.current = current;
    this.printed = List.of(printed);
    this.trusted = order.trusted();
    this.outcomes = new OutcomeWriter(order.host(), ProcessHandle.current().pid());
  }

  void run(byte[] message) throws IOException {
    Batch batch = BatchCodec.decode(message);
    synchronized (outcomes) {
      batchId = batch.id();
    }
    RunnableTask task = null;
    String refusal = null;
    try {
      task = prepare(batch);
    } catch (NoSuchTaskException | UndecodableException e) {
      refusal = e.getMessage();
    } catch (RuntimeException | LinkageError e) {
      // Reflection found something wrong with the class, a missing one in a signature for example.
      refusal = batch.task() + " cannot be called: " + e;
    }
    for (int call = 0; call < batch.size(); call++) {
      progress.set(call);
      long id = batch.taskId(call);
      if (!current.begin(id)) {
        add(new Outcome.Cancelled(id, current.isRepeated()));
      } else if (task == null) {
        add(new Outcome.Rejected(id, refusal));
        current.end(id);
      } else {
        runOne(task, batch, call);
        current.end(id);
      }
      flushIfLarge();
    }
    progress.set(ProgressCell.NONE);
    flush(Frame.Type.LAST_OUTCOMES);
  }

  /**
   * Runs a batch of its own and drops the outcome, so that the first real one finds everything
   * loaded.
   */
  void warmUp() throws IOException {
    CallWriter call = new CallWriter();
    call.add(0, 1);
    TaskName name = new TaskName(Integer.class.getName(), "toString", "(I)Ljava/lang/String;");
    Batch batch = BatchCodec.decode(BatchCodec.encode(call.toBatch(0, name, 1, new byte[0])));
    runOne(RunnableTask.prepare(name, batch.captured(), true), batch, 0);
    outcomes.take(0);
  }

  /** Sends what has gathered, if anything has. */
  void flushWaiting() throws IOException {
    current.flushReport(out);
    flush(Frame.Type.OUTCOMES);
  }

  private RunnableTask prepare(Batch batch) {
    if (batch.captured().length > 0) {
      return RunnableTask.prepare(batch.task(), batch.captured(), trusted);
    }
    return known.computeIfAbsent(
        batch.task(), name -> RunnableTask.prepare(name, batch.captured(), trusted));
  }

  private void runOne(RunnableTask task, Batch batch, int call) throws IOException {
    long id = batch.taskId(call);
    Object[] arguments;
    try {
      int from = batch.start(call);
      while (batch.text()[from] != ' ') {
        from++;
      }
      arguments = task.arguments(batch.text(), from + 1, batch.end(call) - 1);
    } catch (UndecodableException e) {
      sendLastWords(); // A constructor may have had some.
      add(new Outcome.Rejected(id, batch.task() + ": " + e.getMessage()));
      return;
    }
    long start = System.nanoTime();
    Outcome outcome = call(task, id, arguments);
    long nanos = System.nanoTime() - start;
    sendLastWords();
    synchronized (outcomes) {
      outcomes.add(outcome, nanos);
    }
  }

  /** Before the outcome is there, which the ticker may send at any time. */
  private void sendLastWords() throws IOException {
    for (PrintedLines each : printed) {
      each.endLine();
    }
    current.flushReport(out);
  }

  /** Runs whatever the task's author has written, getters of the result included: no lock here. */
  private static Outcome call(RunnableTask task, long id, Object[] arguments) {
    try {
      Object result = task.call(arguments);
      Flush.all(); // What it has put into queues is there before its caller hears of its end.
      return new Outcome.Succeeded(id, task.result().write(result));
    } catch (Throwable thrown) {
      // A task may throw anything at all; whatever it is belongs to its caller.
      Flush.afterFailure(); // No later task is blamed for what this one has put.
      return new Outcome.Failed(id, Failure.of(thrown));
    } finally {
      // An interrupt that a task has left behind must not hit the next one.
      Thread.interrupted();
    }
  }

  private void add(Outcome outcome) {
    synchronized (outcomes) {
      outcomes.add(outcome);
    }
  }

  private void flushIfLarge() throws IOException {
    boolean large;
    synchronized (outcomes) {
      large = outcomes.size() >= FLUSH_BYTES;
    }
    if (large) {
      flush(Frame.Type.OUTCOMES);
    }
  }

  private void flush(Frame.Type type) throws IOException {
    synchronized (outcomes) {
      int count = outcomes.count();
      if (count > 0 || type == Frame.Type.LAST_OUTCOMES) {
        out.write(type, count, outcomes.take(batchId));
      }
    }
  }
}
