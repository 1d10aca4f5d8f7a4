package dev.warren.pool;

import dev.warren.codec.CallWriter;
import dev.warren.codec.UnencodableException;
import dev.warren.lambda.TaskRef;
import dev.warren.task.Batch;
import dev.warren.task.Terms;
import java.util.ArrayList;
import java.util.List;

/** A batch that is being put together, on the dispatcher's thread. */
final class Draft {

  /** A batch is closed when it has grown this large. */
  static final int FULL_BYTES = 256 * 1024;

  private final TaskRef task;
  private final long firstTaskId;
  private final CallWriter calls;
  private final List<Pending> pending = new ArrayList<>();

  Draft(TaskRef task, long firstTaskId) {
    this.task = task;
    this.firstTaskId = firstTaskId;
    this.calls = new CallWriter(task.arguments(), task.captured().length);
  }

  /** Adds a call; one whose arguments cannot travel fails here and is not added. */
  void add(Pending call, Object... arguments) {
    try {
      calls.add(firstTaskId + pending.size(), arguments);
    } catch (UnencodableException e) {
      call.complete(Conclusion.failed(e));
      return;
    } catch (RuntimeException | Error e) {
      fail(call, e);
      throw e;
    }
    pending.add(call);
  }

  /** As {@link #add}, with arguments that were encoded before. */
  void addEncoded(Pending call, byte[] arguments) {
    try {
      calls.addEncoded(firstTaskId + pending.size(), arguments);
    } catch (UnencodableException e) {
      call.complete(Conclusion.failed(e));
      return;
    } catch (RuntimeException | Error e) {
      fail(call, e);
      throw e;
    }
    pending.add(call);
  }

  /** Ends a call that is in no lane any more and not yet here, of which nobody else will think. */
  private static void fail(Pending call, Throwable thrown) {
    call.complete(
        Conclusion.failed(new PoolTerminatedException("the pool has failed: " + thrown, thrown)));
  }

  /** Ends the calls that were added. */
  void fail(RuntimeException reason) {
    pending.forEach(call -> call.complete(Conclusion.failed(reason)));
  }

  boolean isFull() {
    return calls.size() >= FULL_BYTES;
  }

  int size() {
    return pending.size();
  }

  Flight toFlight(long batchId, Terms terms) {
    Batch batch = calls.toBatch(batchId, task.name(), terms, task.captured());
    return new Flight(task, batch, firstTaskId, pending.toArray(Pending[]::new));
  }
}
