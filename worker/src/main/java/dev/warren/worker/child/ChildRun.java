package dev.warren.worker.child;

import dev.warren.task.Batch;
import dev.warren.task.MemoryExcess;
import dev.warren.task.TaskEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * One batch on its way through a child, as its host sees it. The reader's thread counts what is
 * finished, the owner's thread looks.
 */
final class ChildRun {

  /** How often the host looks at what runs. */
  static final long LOOK_MILLIS = 50;

  /** A task that was to be held and is not by then: its process is beyond asking. */
  private static final int LOOKS_BEFORE_THE_AXE = 8;

  private static final int NO_CALL = ProgressCell.NONE;

  private final int number;
  private final Batch batch;
  private final int attempt;
  private final RunLimits limits;
  private final RunListener listener;
  private final LongSupplier clock;
  private final long begun;
  private final AtomicInteger finished = new AtomicInteger();

  /** Completed with whether the whole batch was run. */
  private final CompletableFuture<Boolean> end = new CompletableFuture<>();

  private int seenCall = NO_CALL;
  private long seenSince;
  private boolean announced;
  private int looksUnwanted;

  /** What the child was asked to hold, and why. */
  private volatile Sentence sentence = new Sentence(NO_CALL, new Verdict.Cancelled());

  private record Sentence(int call, Verdict verdict) {}

  ChildRun(
      int number,
      Batch batch,
      int attempt,
      RunLimits limits,
      RunListener listener,
      LongSupplier clock) {
    this.number = number;
    this.batch = batch;
    this.attempt = attempt;
    this.limits = limits;
    this.listener = listener;
    this.clock = clock;
    this.begun = clock.getAsLong();
  }

  /** Which of the child's batches this is, from 1. */
  int number() {
    return number;
  }

  RunListener listener() {
    return listener;
  }

  CompletableFuture<Boolean> end() {
    return end;
  }

  int finished() {
    return finished.get();
  }

  void outcomes(int count, byte[] message) {
    if (count > 0) {
      listener.outcomes(message);
      finished.addAndGet(count);
    }
  }

  void again(byte[] message) {
    listener.again(message);
    finished.incrementAndGet();
  }

  boolean holds(long task) {
    return !end.isDone() && batch.indexOf(task) >= 0;
  }

  /** The task at a place of the progress cell. */
  long taskAt(int call) {
    return call >= 0 && call < batch.size() ? batch.taskId(call) : TaskEvent.NO_TASK;
  }

  /** Looks at what runs and says what there is to say. */
  void look(int call) {
    if (call != seenCall) {
      seenCall = call;
      seenSince = clock.getAsLong();
      announced = false;
      looksUnwanted = 0;
    } else if (call != NO_CALL && !announced) {
      announced = listener.running(new TaskEvent.Running(taskAt(call), attempt));
    }
    listener.flush();
  }

  /** Whether the call that was seen last must not go on; said once of each call. */
  Optional<Verdict> judge(Optional<MemoryExcess> excess) {
    if (taskAt(seenCall) == TaskEvent.NO_TASK || sentence.call() == seenCall) {
      return Optional.empty();
    }
    Optional<Verdict> verdict =
        excess
            .<Verdict>map(Verdict.OverMemory::new)
            .or(() -> overTime().map(Verdict.OverTime::new));
    verdict.ifPresent(it -> sentence = new Sentence(seenCall, it));
    return verdict;
  }

  private Optional<Duration> overTime() {
    long now = clock.getAsLong();
    return limits
        .each()
        .filter(it -> now - seenSince >= it.toNanos())
        .or(() -> limits.together().filter(it -> now - begun >= it.toNanos()));
  }

  /**
   * Whether the child must be killed without being asked any longer: the call that runs must not,
   * and nobody there listens.
   */
  boolean isDeaf() {
    boolean unwanted = isCancelled(seenCall) || sentence.call() == seenCall;
    looksUnwanted = unwanted && seenCall != NO_CALL ? looksUnwanted + 1 : 0;
    return looksUnwanted >= LOOKS_BEFORE_THE_AXE;
  }

  /** Why a call that the child holds must not go on. */
  Verdict verdict(int call) {
    Sentence now = sentence;
    return now.call() != call || isCancelled(call) ? new Verdict.Cancelled() : now.verdict();
  }

  private boolean isCancelled(int call) {
    return Boolean.TRUE.equals(listener.cancelled().get(taskAt(call)));
  }
}
