package dev.warren.pool;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.CallWriter;
import dev.warren.lambda.TaskRef;
import dev.warren.task.Batch;
import dev.warren.task.HostOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch that was sent and has calls without an outcome. Keeps what is needed to send it again. A
 * call that was cancelled stays until its worker host has answered, because until then it may be
 * what a worker is busy with; it is not sent again. Guarded by itself.
 */
final class Flight {

  private final TaskRef task;
  private final Batch batch;
  private final long firstTaskId;
  private final Pending[] pending;
  private final Whereabouts whereabouts = new Whereabouts();
  private int open;
  private int cancelled;
  private boolean sent;
  private boolean sentAgain;
  private String host = "";

  /**
   * Stands for a call that nobody waits for any more. Who answers for one of two copies knows
   * nothing of the other.
   */
  private record Cancelled(Pending call, boolean kill, boolean onlyCopy) implements Pending {
    @Override
    public void complete(Conclusion how) {
      call.settled(onlyCopy && how.neverRan());
    }

    @Override
    public long index() {
      return call.index();
    }
  }

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

  Whereabouts whereabouts() {
    return whereabouts;
  }

  /** Tells every call that it is in here, and drops those that were cancelled on their way. */
  void board() {
    for (int i = 0; i < pending.length; i++) {
      pending[i].joined(this, firstTaskId + i);
    }
    dropCancelled(false);
  }

  /** Takes a call out for its outcome; null if it has had one, or never was in here. */
  synchronized Pending take(long taskId) {
    Pending taken = find(taskId);
    if (taken != null) {
      remove((int) (taskId - firstTaskId));
    }
    return taken;
  }

  /** The place of a call in its map; -1 if it has none, or is not here any more. */
  synchronized long index(long taskId) {
    Pending call = find(taskId);
    return call == null ? -1 : call.index();
  }

  private Pending find(long taskId) {
    long index = taskId - firstTaskId;
    return index < 0 || index >= pending.length ? null : pending[(int) index];
  }

  private void remove(int index) {
    if (pending[index] instanceof Cancelled) {
      cancelled--;
    }
    pending[index] = null;
    open--;
  }

  synchronized boolean isDone() {
    return open == 0;
  }

  /** Notes that a call is cancelled; whether its worker host has to hear of it. */
  synchronized boolean cancel(long taskId, boolean kill) {
    Pending call = find(taskId);
    if (call == null || call instanceof Cancelled) {
      return false;
    }
    pending[(int) (taskId - firstTaskId)] = new Cancelled(call, kill, !sentAgain);
    cancelled++;
    return true;
  }

  /** Does so with every call that says of itself that it is cancelled. */
  synchronized boolean dropCancelled(boolean kill) {
    int before = cancelled;
    for (int i = 0; i < pending.length; i++) {
      if (pending[i] != null && pending[i].isCancelled()) {
        cancel(firstTaskId + i, kill);
      }
    }
    return cancelled > before;
  }

  /** What the host that has the batch must know. */
  synchronized HostOrder order() {
    List<Long> kill = new ArrayList<>();
    List<Long> skip = new ArrayList<>();
    for (int i = 0; cancelled > 0 && i < pending.length; i++) {
      if (pending[i] instanceof Cancelled it) {
        (it.kill() ? kill : skip).add(firstTaskId + i);
      }
    }
    return new HostOrder(kill, skip, 0);
  }

  /** A worker host has the batch; whether that is news, and there are orders for it. */
  synchronized boolean foundAt(String controlQueue) {
    boolean news = !host.equals(controlQueue);
    host = controlQueue;
    return news && cancelled > 0;
  }

  /**
   * The control queue of the worker host that has the batch; empty if that is not known, or if it
   * was sent again, so that another may have a copy.
   */
  synchronized String host() {
    return sentAgain ? "" : host;
  }

  /** The message with the calls that have no outcome; empty if there are none. */
  byte[] message() {
    List<Pending> left = new ArrayList<>();
    boolean again;
    byte[] message;
    whereabouts.sent();
    synchronized (this) {
      again = sent;
      sent = true;
      sentAgain = again;
      host = "";
      for (int call = 0; cancelled > 0 && call < pending.length; call++) {
        if (pending[call] instanceof Cancelled) {
          left.add(pending[call]);
          remove(call);
        }
      }
      message = encode();
    }
    Conclusion end = again ? Conclusion.CANCELLED : Conclusion.NEVER_RAN;
    left.forEach(each -> each.complete(end));
    return message;
  }

  private byte[] encode() {
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
        rest.toBatch(batch.id(), batch.task(), batch.crashAttempts(), batch.captured())
            .live(batch.live()));
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
