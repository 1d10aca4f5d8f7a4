package dev.warren.pool;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.CallWriter;
import dev.warren.task.Batch;

/**
 * A batch that was sent and has calls without an outcome. Keeps what is needed to send it again.
 * Guarded by itself.
 */
final class Flight {

  private final TaskRef task;
  private final Batch batch;
  private final long firstTaskId;
  private final Pending[] pending;
  private int open;

  Flight(TaskRef task, Batch batch, long firstTaskId, Pending[] pending) {
    this.task = task;
    this.batch = batch;
    this.firstTaskId = firstTaskId;
    this.pending = pending;
    this.open = pending.length;
  }

  long id() {
    return batch.id();
  }

  /** How much memory its message takes, about. */
  int bytes() {
    return batch.text().length;
  }

  TaskRef task() {
    return task;
  }

  /** Takes a call out for its outcome; null if it has had one, or never was in here. */
  synchronized Pending take(long taskId) {
    long index = taskId - firstTaskId;
    if (index < 0 || index >= pending.length) {
      return null;
    }
    Pending taken = pending[(int) index];
    if (taken != null) {
      pending[(int) index] = null;
      open--;
    }
    return taken;
  }

  synchronized boolean isDone() {
    return open == 0;
  }

  /** The message with the calls that have no outcome; empty if there are none. */
  synchronized byte[] message() {
    if (open == 0) {
      return new byte[0];
    }
    if (open == pending.length) {
      return BatchCodec.encode(batch);
    }
    CallWriter rest = new CallWriter();
    for (int call = 0; call < pending.length; call++) {
      if (pending[call] != null) {
        rest.addFrom(batch, call);
      }
    }
    return BatchCodec.encode(
        rest.toBatch(batch.id(), batch.task(), batch.crashAttempts(), batch.captured()));
  }

  /** Ends every call that has no outcome. */
  void fail(RuntimeException reason) {
    for (long id = firstTaskId; id < firstTaskId + pending.length; id++) {
      Pending call = take(id);
      if (call != null) {
        call.complete(Conclusion.failed(reason));
      }
    }
  }
}
