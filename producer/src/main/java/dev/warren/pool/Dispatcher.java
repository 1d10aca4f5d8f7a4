package dev.warren.pool;

import dev.warren.lambda.TaskRef;
import dev.warren.task.Terms;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Takes calls from the lanes in turn, puts them into batches, and keeps each batch until all its
 * outcomes are in. At most a window of batches is out at once, not counting those that wait for
 * their time on the broker; the rest waits here.
 *
 * <p>I1: only the dispatcher's thread takes from lanes. I2: a batch is in {@code flights} before it
 * is sent, and leaves when its last call has an outcome. I3: a call is completed by whoever takes
 * it out of its flight or lane, so exactly once. I4: once {@code failure} is set nothing is added,
 * and everything that was there gets completed with it.
 */
final class Dispatcher {

  /** How long calls wait for others to fill their batch, at most. */
  private static final long HOLD_NANOS = BatchSizer.TARGET_NANOS;

  private static final InstantSource CLOCK = InstantSource.system();

  private final Consumer<Flight> sender;
  private final BatchSizer sizer;
  private final SendBuffer buffer;
  private final Slots slots;
  private final boolean live;
  private final Deque<Lane> lanes = new ArrayDeque<>();

  /** Since when a lane has calls that wait for others to fill their batch. */
  private final Map<Lane, Long> heldSince = new HashMap<>();

  private final ApplyLanes applyLanes = new ApplyLanes();
  private final Flights flights = new Flights();
  private final Thread thread = new Thread(this::run, "warren-dispatcher");
  private Draft draft;
  private long nextTaskId;
  private volatile long nextBatchId;
  private boolean filling;
  private boolean closed;
  private boolean failed;
  private RuntimeException failure;

  /** Whose turn it is, and for how many calls. */
  private record Turn(Lane lane, int calls) {}

  /**
   * {@code sender} sends a flight's message, now or once there is a connection; {@code live} is
   * whether somebody listens to what remote tasks print.
   */
  Dispatcher(
      Consumer<Flight> sender, BatchSizer sizer, SendBuffer buffer, Slots slots, boolean live) {
    this.sender = sender;
    this.sizer = sizer;
    this.buffer = buffer;
    this.slots = slots;
    this.live = live;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Adds a single call. */
  void apply(TaskRef task, Terms terms, Pending call, byte[] arguments) {
    buffer.acquire(SendBuffer.cost(arguments));
    boolean late;
    synchronized (this) {
      late = closed;
      if (failure == null && !late) {
        ApplyLane lane = applyLanes.find(task, terms);
        if (lane == null) {
          lane = new ApplyLane(task, terms, 0, buffer);
          applyLanes.add(lane);
          lanes.addLast(lane);
        }
        lane.add(call, arguments);
        notifyAll();
        return;
      }
    }
    buffer.release(SendBuffer.cost(arguments));
    if (late) {
      throw closedException();
    }
    call.complete(Conclusion.failed(failure));
  }

  /** Adds a call to a lane that was added before. */
  void add(ApplyLane lane, Pending call, byte[] arguments) {
    buffer.acquire(SendBuffer.cost(arguments));
    synchronized (this) {
      if (failure == null) {
        lane.add(call, arguments);
        notifyAll();
        return;
      }
    }
    buffer.release(SendBuffer.cost(arguments));
    call.complete(Conclusion.failed(failure));
  }

  /** Adds a lane for single calls that belong together; its owner ends it. */
  ApplyLane openLane(TaskRef task, Terms terms, int chunkSize) {
    ApplyLane lane = new ApplyLane(task, terms, chunkSize, buffer);
    add(lane);
    return lane;
  }

  /** Adds a lane. */
  void add(Lane lane) {
    synchronized (this) {
      if (failure == null) {
        if (closed) {
          throw closedException();
        }
        lanes.addLast(lane);
        notifyAll();
        return;
      }
    }
    lane.fail(failure);
  }

  /** For who asked before the pool was closed, and comes only now. */
  private static IllegalStateException closedException() {
    return new IllegalStateException("the pool is closed: submit before close() or terminate()");
  }

  /** A lane has ended, or may have. */
  synchronized void laneChanged() {
    notifyAll();
  }

  /** The flight that a message of outcomes belongs to; null if that is done, or never was. */
  Flight flight(long batchId) {
    return flights.get(batchId);
  }

  /** Outcomes of a flight came in, or news. */
  void landed(Flight flight) {
    boolean change = flight.isResting() && flights.rests(flight);
    if (flight.isDone() && flights.remove(flight)) {
      change = true; // Behind the look above: it may have been done since.
    }
    if (change) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  /** Everything that was sent and has calls without an outcome, oldest first. */
  List<Flight> flights() {
    return flights.oldestFirst();
  }

  /** The place of a call that was sent in its map; -1 if it has none. */
  long index(long taskId) {
    Flight flight = flights.ofCall(taskId);
    return flight == null ? -1 : flight.index(taskId);
  }

  /** How many batches were made. */
  long batches() {
    return nextBatchId;
  }

  /** Nothing more will be added but to lanes that are there. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Waits until everything that was added has an outcome; only after {@link #close()}. */
  synchronized void awaitDone() throws InterruptedException {
    while (!isDone()) {
      wait();
    }
  }

  /**
   * Waits until nothing is on its way: everything is done, or what is missing is input of an imap
   * that nobody asks for. Only after {@link #close()}.
   */
  synchronized void awaitQuiet() throws InterruptedException {
    while (!isDone() && (filling || !flights.isEmpty() || anyReady())) {
      wait();
    }
  }

  private boolean anyReady() {
    return lanes.stream().anyMatch(lane -> lane.ready() > 0);
  }

  /** Whether everything that was added has an outcome. */
  synchronized boolean isDone() {
    if (failure != null) {
      return failed;
    }
    if (!closed || filling || !flights.isEmpty()) {
      return false;
    }
    lanes.removeIf(this::drop);
    return lanes.isEmpty();
  }

  /** Ends everything that has no outcome, and whatever will still be added. */
  void fail(RuntimeException reason) {
    List<Lane> left;
    synchronized (this) {
      if (failure != null) {
        return;
      }
      failure = reason;
      left = new ArrayList<>(lanes);
      lanes.clear();
      heldSince.clear();
      applyLanes.clear();
      notifyAll();
    }
    buffer.open();
    left.forEach(lane -> lane.fail(reason));
    for (Flight each : flights()) {
      each.fail(reason);
      flights.remove(each);
    }
    synchronized (this) {
      failed = true;
      notifyAll();
    }
  }

  private void run() {
    try {
      while (true) {
        Flight flight = fillNext();
        if (flight == null) {
          return;
        }
        if (flight.isDone()) {
          landed(flight);
        } else {
          sender.accept(flight);
        }
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      PoolTerminatedException reason = new PoolTerminatedException("the pool has failed: " + e, e);
      fail(reason);
      if (draft != null) {
        draft.fail(reason); // Its calls are neither in a lane nor in a flight.
      }
    }
  }

  /** Waits for calls and for room, and makes the next flight; null when the pool has failed. */
  private Flight fillNext() throws InterruptedException {
    while (true) {
      Turn turn;
      synchronized (this) {
        filling = false;
        turn = nextTurn();
        if (turn == null) {
          return null;
        }
        filling = true;
      }
      Lane lane = turn.lane();
      draft = new Draft(lane.task(), nextTaskId);
      lane.fill(draft, turn.calls());
      if (draft.size() > 0) {
        nextTaskId += draft.size();
        Flight flight = draft.toFlight(nextBatchId, lane.terms().withLive(live));
        nextBatchId = flight.id() + 1;
        flights.add(flight);
        draft = null;
        flight.board();
        RuntimeException ended = failureNow();
        if (ended != null) {
          flights.remove(flight);
          flight.fail(ended);
          lane.fail(ended);
          return null;
        }
        return flight;
      }
    }
  }

  private synchronized RuntimeException failureNow() {
    return failure;
  }

  /**
   * Takes the next lane that has something, and puts it behind the others; drops those on its way
   * that have come to their end. Null when there will be nothing more.
   */
  private Turn nextTurn() throws InterruptedException {
    while (failure == null) {
      notifyAll();
      long now = System.nanoTime();
      for (int i = lanes.size(); i > 0; i--) {
        Lane lane = lanes.removeFirst();
        if (drop(lane)) {
          continue;
        }
        lanes.addLast(lane);
        int due = hasRoom(lane) ? due(lane, now) : 0;
        if (due > 0) {
          heldSince.remove(lane);
          return new Turn(lane, due);
        }
      }
      if (isDone()) {
        return null;
      }
      awaitChange(now);
    }
    return null;
  }

  private void awaitChange(long now) throws InterruptedException {
    long left = Long.MAX_VALUE;
    for (Map.Entry<Lane, Long> held : heldSince.entrySet()) {
      if (hasRoom(held.getKey())) {
        long rest = HOLD_NANOS - (now - held.getValue());
        left = Math.min(left, Math.max(rest, TimeUnit.MILLISECONDS.toNanos(1)));
      }
    }
    for (Lane each : lanes) {
      if (!hasRoom(each) && isEarly(each)) {
        left = Math.min(left, each.terms().schedule().left(CLOCK).toNanos() + 1);
      }
    }
    TimeUnit.NANOSECONDS.timedWait(this, left);
  }

  /**
   * How many calls of a lane are due to be sent. While every slot has batches waiting for it, calls
   * stay here for a moment to fill one: else many small ones would lie on the queue, and each that
   * is done would be followed by one as small.
   */
  private int due(Lane lane, long now) {
    int ready = lane.ready();
    if (ready == 0 || lane.chunkSize() > 0) {
      return Math.min(ready, lane.chunkSize());
    }
    if (flights.busy() < slots.enough()) {
      return sizer.next(lane.task().name(), ready, slots.count());
    }
    int full = sizer.size(lane.task().name());
    boolean waited = now - heldSince.computeIfAbsent(lane, it -> now) >= HOLD_NANOS;
    return ready >= full || waited ? Math.min(ready, full) : 0;
  }

  private boolean hasRoom(Lane lane) {
    return isEarly(lane) ? flights.hasRoomToWait() : flights.hasRoom(slots.window());
  }

  /** Whether what it has will wait on the broker. */
  private static boolean isEarly(Lane lane) {
    return !lane.terms().schedule().left(CLOCK).isZero();
  }

  private boolean drop(Lane lane) {
    boolean idleApply = lane.ready() == 0 && applyLanes.remove(lane);
    boolean dropped = idleApply || lane.isExhausted();
    if (dropped) {
      heldSince.remove(lane);
    }
    return dropped;
  }
}
