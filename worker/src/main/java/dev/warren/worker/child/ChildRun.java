package dev.warren.worker.child;

import dev.warren.task.Batch;
import dev.warren.task.TaskEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One batch on its way through a child, as its host sees it. The reader's thread counts what is
 * finished, the owner's thread looks.
 */
final class ChildRun {

  /** How often the host looks at what runs. */
  static final long LOOK_MILLIS = 50;

  /** A task that was to be held and is not by then: its process is beyond asking. */
  private static final int LOOKS_BEFORE_THE_AXE = 20;

  private final int number;
  private final Batch batch;
  private final int attempt;
  private final RunListener listener;
  private final AtomicInteger finished = new AtomicInteger();

  /** Completed with whether the whole batch was run. */
  private final CompletableFuture<Boolean> end = new CompletableFuture<>();

  private int seenCall = ProgressCell.NONE;
  private boolean announced;
  private int looksSinceCancelled;

  ChildRun(int number, Batch batch, int attempt, RunListener listener) {
    this.number = number;
    this.batch = batch;
    this.attempt = attempt;
    this.listener = listener;
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

  /**
   * Looks at what runs and says what there is to say; whether the child must be killed, because the
   * task that runs was cancelled and nobody there listens.
   */
  boolean look(int call) {
    if (call != seenCall) {
      seenCall = call;
      announced = false;
      looksSinceCancelled = 0;
    } else if (call != ProgressCell.NONE && !announced) {
      announced = listener.running(new TaskEvent.Running(taskAt(call), attempt));
    }
    listener.flush();
    boolean unwanted = Boolean.TRUE.equals(listener.cancelled().get(taskAt(call)));
    looksSinceCancelled = unwanted ? looksSinceCancelled + 1 : 0;
    return looksSinceCancelled >= LOOKS_BEFORE_THE_AXE;
  }
}
