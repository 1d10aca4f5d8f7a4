package dev.warren.worker.child;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.CallWriter;
import dev.warren.codec.OutcomeWriter;
import dev.warren.codec.RetryJudge;
import dev.warren.codec.RunnableTask;
import dev.warren.codec.UndecodableException;
import dev.warren.sync.Flush;
import dev.warren.task.Attempt;
import dev.warren.task.Batch;
import dev.warren.task.Ending;
import dev.warren.task.Failure;
import dev.warren.task.Limits;
import dev.warren.task.NoSuchTaskException;
import dev.warren.task.Outcome;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs batches, one at a time, and sends their outcomes: at the end of a batch, before that when
 * many have gathered, and from the ticker's thread when a slow task keeps them waiting.
 */
final class BatchRunner {

  private static final int FLUSH_BYTES = 256 * 1024;

  private final FrameWriter out;
  private final ProgressCell progress;
  private final boolean trusted;
  private final String host;
  private final CurrentCall current;
  private final List<PrintedLines> printed;
  private final InstantSource clock = InstantSource.system();
  private final OutcomeWriter outcomes;
  private final SoftLimit softLimit = new SoftLimit(System::nanoTime);
  private final Map<TaskName, RunnableTask> known = new HashMap<>();
  private long batchId;
  private Terms terms = Terms.ofDefaults();
  private Optional<Duration> limit = Optional.empty();

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
    this.host = order.host();
    this.outcomes = new OutcomeWriter(order.host(), ProcessHandle.current().pid());
  }

  void run(byte[] message) throws IOException {
    Batch batch = BatchCodec.decode(message);
    synchronized (outcomes) {
      batchId = batch.id();
      terms = batch.terms();
    }
    Limits limits = batch.terms().limitsNow();
    current.limits(limits);
    limit = limits.soft();
    RunnableTask task = null;
    RetryJudge judge = null;
    String refusal = null;
    try {
      task = prepare(batch);
      judge = RetryJudge.of(batch.terms(), trusted);
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
      } else if (batch.terms().schedule().isExpired(clock)) {
        add(new Outcome.Expired(id, batch.terms().schedule().expires().orElseThrow()));
        current.end(id);
      } else if (refusal != null) {
        add(new Outcome.Rejected(id, refusal));
        current.end(id);
      } else {
        runOne(task, judge, batch, call);
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
    Batch batch =
        BatchCodec.decode(
            BatchCodec.encode(call.toBatch(0, name, Terms.ofDefaults(), new byte[0])));
    RetryJudge judge = RetryJudge.of(batch.terms(), true);
    runOne(RunnableTask.prepare(name, batch.captured(), true), judge, batch, 0);
    outcomes.take(0);
  }

  /** Interrupts the task that runs, if it is time. */
  void look() {
    softLimit.look();
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

  private void runOne(RunnableTask task, RetryJudge judge, Batch batch, int call)
      throws IOException {
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
    Throwable thrown = null;
    byte[] result = {};
    limit.ifPresent(softLimit::begin);
    try {
      result = call(task, arguments);
    } catch (Throwable any) {
      // A task may throw anything at all; whatever it is belongs to its caller.
      thrown = any;
    }
    boolean late = limit.isPresent() && softLimit.end();
    if (late) {
      Thread.interrupted(); // It may have come a moment after the end.
    }
    long nanos = System.nanoTime() - start;
    sendLastWords();
    if (thrown == null) {
      add(new Outcome.Succeeded(id, result), nanos);
    } else if (late) {
      Outcome outcome =
          new Outcome.TimedOut(id, false, limit.get(), Optional.of(Failure.of(thrown)));
      failed(outcome, judge.againLate(thrown, limit.get()), nanos);
    } else {
      failed(new Outcome.Failed(id, Failure.of(thrown)), judge.again(thrown), nanos);
    }
  }

  private void failed(Outcome outcome, Optional<Ending> again, long nanos) throws IOException {
    Instant began = Instant.now().minusNanos(nanos);
    if (again.isPresent()) {
      flush(Frame.Type.OUTCOMES); // What came before it counts before it does.
    }
    synchronized (outcomes) {
      outcomes.startedAt(began);
      outcomes.add(outcome, nanos);
      if (again.isPresent()) {
        Attempt ended =
            new Attempt(
                terms.attempt(),
                began,
                Duration.ofNanos(nanos),
                host,
                ProcessHandle.current().pid(),
                again.get());
        outcomes.after(terms.after(ended).history());
        out.write(Frame.Type.AGAIN, 1, outcomes.take(batchId));
      }
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
  private static byte[] call(RunnableTask task, Object[] arguments) throws Throwable {
    try {
      Object result = task.call(arguments);
      Flush.all(); // What it has put into queues is there before its caller hears of its end.
      return task.result().write(result);
    } catch (Throwable thrown) {
      Flush.afterFailure(); // No later task is blamed for what this one has put.
      throw thrown;
    } finally {
      // An interrupt that a task has left behind must not hit the next one.
      Thread.interrupted();
    }
  }

  private void add(Outcome outcome) {
    add(outcome, 0);
  }

  private void add(Outcome outcome, long nanos) {
    synchronized (outcomes) {
      outcomes.add(outcome, nanos);
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
        outcomes.after(terms.history());
        out.write(type, count, outcomes.take(batchId));
      }
    }
  }
}
