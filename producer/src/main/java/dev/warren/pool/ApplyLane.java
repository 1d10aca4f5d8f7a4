package dev.warren.pool;

import dev.warren.lambda.TaskRef;
import dev.warren.task.Terms;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Single calls that are waiting to be sent. Thread-safe. */
final class ApplyLane implements Lane {

  private record Waiting(Pending call, byte[] arguments) {}

  private final TaskRef task;
  private final Terms terms;
  private final int chunkSize;
  private final SendBuffer buffer;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private long bytes;
  private int flushed;
  private boolean open = true;
  private RuntimeException failure;
  private Consumer<RuntimeException> listener = reason -> {};

  ApplyLane(TaskRef task, Terms terms, int chunkSize, SendBuffer buffer) {
    this.task = task;
    this.terms = terms;
    this.chunkSize = chunkSize;
    this.buffer = buffer;
  }

  synchronized void add(Pending call, byte[] arguments) {
    waiting.addLast(new Waiting(call, arguments));
    bytes += arguments.length;
  }

  /** What is here now goes without waiting for a whole chunk. */
  synchronized void flush() {
    flushed = waiting.size();
  }

  /** Has somebody told when the pool ends before the lane does. */
  void onFailure(Consumer<RuntimeException> newListener) {
    RuntimeException reason;
    synchronized (this) {
      listener = newListener;
      reason = failure;
    }
    if (reason != null) {
      newListener.accept(reason);
    }
  }

  /** No more calls will be added. */
  synchronized void end() {
    open = false;
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
    // A lane that is still being filled waits for a whole chunk, if chunks were asked for; but no
    // message takes a chunk of more bytes whole, and there may not be room for it in the buffer.
    int enough = Math.min(chunkSize, BatchSizer.LARGEST);
    boolean part = open && waiting.size() < enough && bytes < Draft.FULL_BYTES;
    return part ? flushed : waiting.size();
  }

  @Override
  public synchronized boolean isExhausted() {
    return !open && waiting.isEmpty();
  }

  @Override
  public void fill(Draft draft, int limit) {
    long cost = 0;
    synchronized (this) {
      for (int i = 0; i < limit && !waiting.isEmpty() && !draft.isFull(); i++) {
        Waiting next = waiting.removeFirst();
        bytes -= next.arguments().length;
        flushed = Math.max(0, flushed - 1);
        cost += SendBuffer.cost(next.arguments());
        if (!next.call().isCancelled()) {
          draft.addEncoded(next.call(), next.arguments());
        }
      }
    }
    buffer.release(cost);
  }

  @Override
  public void fail(RuntimeException reason) {
    List<Waiting> all;
    Consumer<RuntimeException> told;
    synchronized (this) {
      failure = reason;
      told = listener;
      all = new ArrayList<>(waiting);
      waiting.clear();
      bytes = 0;
      open = false;
    }
    for (Waiting each : all) {
      buffer.release(SendBuffer.cost(each.arguments()));
      each.call().complete(Conclusion.failed(reason));
    }
    told.accept(reason);
  }
}
