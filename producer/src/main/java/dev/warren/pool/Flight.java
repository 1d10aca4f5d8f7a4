package dev.warren.pool;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.CallWriter;
import dev.warren.lambda.TaskRef;
import dev.warren.task.Batch;
import dev.warren.task.HostOrder;
import dev.warren.task.Limits;
import dev.warren.task.Schedule;
import dev.warren.task.TaskEvent;
import dev.warren.task.Terms;
import dev.warren.topology.DelayLevels;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;

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
  private final boolean waits;
  private final Whereabouts whereabouts = new Whereabouts();
  private int open;
  private int cancelled;
  private boolean sent;
  private int epoch;
  private boolean scattered;
  private String host = "";

  /** The control queues of hosts that have had it since it was last sent. */
  private final Set<String> seenAt = new HashSet<>();

  /**
   * Calls that were cancelled and left out when it was sent again, and whether they must not go on
   * where they run: an older copy may still have them.
   */
  private final Map<Long, Boolean> leftOut = new TreeMap<>();

  /**
   * The open calls of which an attempt has failed, by their place: they wait on the broker for the
   * next one, or have begun it by now.
   */
  private final Map<Integer, Rest> waiting = new HashMap<>();

  /** A message to be sent, perhaps later. */
  record Letter(byte[] body, Duration delay) {}

  /** The terms of the next attempt, and when it may begin, by {@link System#nanoTime}. */
  private record Rest(Terms terms, long until) {

    Duration left() {
      return Duration.ofNanos(Math.max(0, until - System.nanoTime()));
    }
  }

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
    this.waits = !delay().isZero();
  }

  long id() {
    return batch.id();
  }

  /** The id of its first call; those of the others follow. */
  long firstTaskId() {
    return firstTaskId;
  }

  /** How much memory its message takes, about. */
  int bytes() {
    return batch.text().length;
  }

  /** How long it still has to wait. */
  Duration delay() {
    // More than was asked for only if the clock was set back.
    return bounded(batch.terms().schedule().left(InstantSource.system()));
  }

  private static Duration bounded(Duration delay) {
    return delay.compareTo(DelayLevels.LONGEST) > 0 ? DelayLevels.LONGEST : delay;
  }

  /** Whether it had to wait when it was made. */
  boolean waits() {
    return waits;
  }

  TaskRef task() {
    return task;
  }

  /** How long each of its calls may run. */
  Limits limits() {
    return batch.terms().limitsNow();
  }

  Whereabouts whereabouts() {
    return whereabouts;
  }

  /** The broker has a message of it, which it keeps back for so long. */
  void taken(Duration delay) {
    if (delay.isZero()) {
      whereabouts.queued(System.nanoTime());
    } else {
      rest(delay);
    }
  }

  /** Nothing is to be heard of it before that time is over, and the broker may be late by 1 %. */
  private void rest(Duration delay) {
    Duration late = delay.plus(delay.dividedBy(100)).plusSeconds(1);
    whereabouts.restsUntil(System.nanoTime() + late.toNanos());
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
    leftOut.remove(taskId);
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
    waiting.remove(index);
    open--;
  }

  synchronized boolean isDone() {
    return open == 0;
  }

  /** Whether all that it still has waits on the broker for another attempt, as far as is known. */
  synchronized boolean isResting() {
    return open > 0 && waiting.size() == open;
  }

  /** An attempt at a call has failed, and whichever host comes first gets the next one. */
  synchronized void retrying(TaskEvent.Retrying event) {
    Pending call = find(event.id());
    if (call == null) {
      return;
    }
    int index = (int) (event.id() - firstTaskId);
    Terms before = waiting.containsKey(index) ? waiting.get(index).terms() : batch.terms();
    if (event.attempt() > before.attempt()) {
      Schedule schedule = before.schedule().dueAt(event.due());
      Terms next = before.after(event.ended()).withSchedule(schedule);
      Duration pause = bounded(event.pause());
      waiting.put(index, new Rest(next, System.nanoTime() + pause.toNanos()));
      rest(pause);
      call.triedBefore(next.history());
      scattered = true;
    }
  }

  /** Notes that a call is cancelled; whether its worker host has to hear of it. */
  synchronized boolean cancel(long taskId, boolean kill) {
    Pending call = find(taskId);
    if (call == null || call instanceof Cancelled) {
      return false;
    }
    pending[(int) (taskId - firstTaskId)] = new Cancelled(call, kill, !scattered);
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

  /** Whether it has yet to be sent on that connection; says so once. They count from 1. */
  synchronized boolean isNewOn(int connection) {
    boolean news = connection > epoch;
    epoch = Math.max(epoch, connection);
    return news;
  }

  synchronized boolean wasSent() {
    return sent;
  }

  /**
   * Whether all that it still has waits on the broker, as far as is known here: a host that has it
   * asks before it begins. Of one that was sent again a copy may run, once its time has come.
   */
  synchronized boolean isAsleep() {
    boolean early = waits && sent && host.isEmpty() && (!scattered || !delay().isZero());
    return early || (isResting() && waiting.values().stream().noneMatch(it -> it.left().isZero()));
  }

  /** Whether a host need not hear what of it is cancelled, but when it asks. */
  synchronized boolean isAsleepInOnePlace() {
    return isAsleep() && !scattered;
  }

  /**
   * Ends the calls of a flight that sleeps, if all are cancelled: none of them will run, because
   * its host will be told so when it asks. Whether it has ended so.
   */
  boolean endIfUnwanted() {
    List<Pending> left = new ArrayList<>();
    synchronized (this) {
      if (!isAsleep() || open == 0 || cancelled < open) {
        return false;
      }
      takeCancelled(left);
    }
    left.forEach(each -> each.complete(Conclusion.NEVER_RAN));
    return true;
  }

  private void takeCancelled(List<Pending> taken) {
    for (int call = 0; cancelled > 0 && call < pending.length; call++) {
      if (pending[call] instanceof Cancelled) {
        taken.add(pending[call]);
        remove(call);
      }
    }
  }

  private void leaveOutCancelled() {
    for (int i = 0; cancelled > 0 && i < pending.length; i++) {
      if (pending[i] instanceof Cancelled it) {
        leftOut.put(firstTaskId + i, it.kill());
      }
    }
  }

  /** What a host that has the batch, or an older copy of it, must know. */
  synchronized HostOrder order() {
    List<Long> kill = new ArrayList<>();
    List<Long> skip = new ArrayList<>();
    leftOut.forEach((taskId, killed) -> (killed ? kill : skip).add(taskId));
    for (int i = 0; cancelled > 0 && i < pending.length; i++) {
      if (pending[i] instanceof Cancelled it) {
        (it.kill() ? kill : skip).add(firstTaskId + i);
      }
    }
    return new HostOrder(kill, skip, 0);
  }

  /** A worker host has the batch; whether that is news. */
  synchronized boolean foundAt(String controlQueue) {
    host = controlQueue;
    if (seenAt.size() >= Hosts.KEPT) {
      seenAt.clear();
    }
    return seenAt.add(controlQueue);
  }

  /**
   * The control queue of the worker host that has the batch; empty if that is not known, or if
   * another may have a copy or a part of it, because it was sent again or a call is tried again.
   */
  synchronized String host() {
    return scattered ? "" : host;
  }

  /**
   * The message with the calls that have no outcome and do not wait for another attempt; empty if
   * there are none.
   */
  byte[] message() {
    List<Pending> left = new ArrayList<>();
    boolean again;
    byte[] message;
    whereabouts.sent();
    synchronized (this) {
      again = sent;
      sent = true;
      scattered = again;
      host = "";
      seenAt.clear();
      if (again) {
        leaveOutCancelled();
      }
      takeCancelled(left);
      message = encode();
    }
    Conclusion end = again ? Conclusion.CANCELLED : Conclusion.NEVER_RAN;
    left.forEach(each -> each.complete(end));
    return message;
  }

  /** The places of the calls that wait for another attempt. */
  synchronized List<Integer> waiting() {
    return List.copyOf(waiting.keySet());
  }

  /** The message with a call that waits, and its history; empty if it does not, or not any more. */
  synchronized Optional<Letter> waitingAgain(int call) {
    return Optional.ofNullable(waiting.get(call))
        .map(
            rest ->
                new Letter(
                    BatchCodec.encode(batch.slice(call, call + 1).on(rest.terms())), rest.left()));
  }

  private byte[] encode() {
    if (open == waiting.size()) {
      return new byte[0];
    }
    if (open == pending.length && waiting.isEmpty()) {
      return BatchCodec.encode(batch);
    }
    CallWriter rest = new CallWriter();
    for (int call = 0; call < pending.length; call++) {
      if (pending[call] != null && !waiting.containsKey(call)) {
        rest.addFrom(batch, call);
      }
    }
    return BatchCodec.encode(
        rest.toBatch(batch.id(), batch.task(), batch.terms(), batch.captured()));
  }

  /** Ends every call that has no outcome. */
  void fail(RuntimeException reason) {
    failEach(id -> reason);
  }

  /** The same, for a reason that knows the task. */
  void failEach(LongFunction<RuntimeException> reason) {
    for (long id = firstTaskId; id < firstTaskId + pending.length; id++) {
      Pending call = take(id);
      if (call != null) {
        call.complete(Conclusion.failed(reason.apply(id)));
      }
    }
  }
}
