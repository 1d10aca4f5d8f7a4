package dev.warren.pool;

import dev.warren.lambda.TaskRef;
import dev.warren.task.Terms;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The calls of a map: encoded when they are sent, gathered by their position. Each result is
 * written by the thread that brings it; the last one to count down {@code open} sees them all.
 */
final class MapLane<I> implements Lane {

  private final TaskRef task;
  private final Terms terms;
  private final int chunkSize;
  private final List<I> inputs;
  private final Function<? super I, Object[]> arguments;
  private final Handle<? extends List<?>> handle;
  private final Object[] results;
  private final AtomicInteger open;
  private volatile Conclusion firstFailure;
  private int failedAt = Integer.MAX_VALUE;
  private int next;
  private volatile boolean cancelled;

  /** One call of the map. */
  private final class Call implements Pending {

    private final int index;

    Call(int index) {
      this.index = index;
    }

    @Override
    public void complete(Conclusion conclusion) {
      ended(index, conclusion);
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }

    @Override
    public long index() {
      return index;
    }
  }

  MapLane(
      TaskRef task,
      Terms terms,
      int chunkSize,
      List<I> inputs,
      Function<? super I, Object[]> arguments,
      Handle<? extends List<?>> handle) {
    this.task = task;
    this.terms = terms;
    this.chunkSize = chunkSize;
    this.inputs = inputs;
    this.arguments = arguments;
    this.handle = handle;
    this.results = new Object[inputs.size()];
    this.open = new AtomicInteger(inputs.size());
  }

  @Override
  public TaskRef task() {
    return task;
  }

  @Override
  public Terms terms() {
    return terms;
  }

  @Override
  public int chunkSize() {
    return chunkSize;
  }

  @Override
  public synchronized int ready() {
    return inputs.size() - next;
  }

  @Override
  public synchronized boolean isExhausted() {
    return next == inputs.size();
  }

  /** Encodes, and so runs code of the inputs' classes, without a lock. */
  @Override
  public void fill(Draft draft, int limit) {
    for (int i = 0; i < limit && !draft.isFull(); i++) {
      int index = take();
      if (index < 0) {
        return;
      }
      I input = inputs.set(index, null);
      Object[] values;
      try {
        values = arguments.apply(input);
      } catch (RuntimeException e) {
        // An input that holds no arguments, such as null in a starmap, is that call's failure.
        ended(index, Conclusion.failed(e));
        continue;
      }
      draft.add(new Call(index), values);
    }
  }

  /** The position of the next input, or -1. */
  private synchronized int take() {
    return next < inputs.size() ? next++ : -1;
  }

  /** Gives no more calls, and has those that were given say that they are cancelled. */
  void cancel() {
    synchronized (this) {
      next = inputs.size();
    }
    cancelled = true;
  }

  /** Ends the map at once: one of its inputs may be stuck in being encoded. */
  @Override
  public void fail(RuntimeException reason) {
    synchronized (this) {
      next = inputs.size();
    }
    handle.complete(Conclusion.failed(reason));
  }

  private void ended(int index, Conclusion conclusion) {
    if (conclusion.isSuccess()) {
      results[index] = conclusion.value();
    } else {
      noteFailure(index, conclusion);
    }
    if (open.decrementAndGet() == 0) {
      Conclusion failure = firstFailure;
      handle.complete(
          failure != null
              ? failure
              : Conclusion.succeeded(Collections.unmodifiableList(Arrays.asList(results))));
    }
  }

  private synchronized void noteFailure(int index, Conclusion conclusion) {
    if (index < failedAt) {
      failedAt = index;
      firstFailure = conclusion;
    }
  }
}
