package dev.warren.pool;

import dev.warren.codec.UnencodableException;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;

/**
 * An {@code imap}: one thread pulls the input into a lane, no further ahead of the consumer than a
 * window, and the consumer takes results in order of input or of arrival. Guarded by itself.
 */
final class ImapFeed<R> implements ResultIterator<R>, Runnable {

  private final Iterator<?> inputs;
  private final ApplyLane lane;
  private final Dispatcher dispatcher;
  private final IntSupplier window;
  private final boolean ordered;

  /** Ordered: a cell for each call that was pulled. Unordered: a cell for each that has ended. */
  private final Deque<Cell> cells = new ArrayDeque<>();

  private int ahead;
  private long pulled;
  private long lastIndex = -1;
  private boolean inputEnded;
  private boolean closed;
  private boolean submitting;
  private Throwable inputFailure;

  private final class Cell implements Pending {
    private final long index;
    private Conclusion conclusion;

    Cell(long index) {
      this.index = index;
    }

    @Override
    public void complete(Conclusion how) {
      ended(this, how);
    }

    @Override
    public long index() {
      return index;
    }
  }

  ImapFeed(
      Iterator<?> inputs,
      ApplyLane lane,
      Dispatcher dispatcher,
      IntSupplier window,
      boolean ordered) {
    this.inputs = inputs;
    this.lane = lane;
    this.dispatcher = dispatcher;
    this.window = window;
    this.ordered = ordered;
  }

  /** Pulls the input; runs on a thread of its own, because the user's iterator may block. */
  @Override
  public void run() {
    lane.onFailure(this::poolFailed);
    try {
      while (awaitRoom() && inputs.hasNext()) {
        Object input = inputs.next();
        if (!begin()) {
          break;
        }
        try {
          submit(input);
        } finally {
          submitted();
        }
      }
      endInput(null);
    } catch (Throwable e) {
      // An iterator in another language may throw checked exceptions as well.
      endInput(e);
    }
  }

  private void poolFailed(RuntimeException reason) {
    endInput(reason);
  }

  /** Nothing more will be pulled: all was, or the input has failed, or nobody wants more. */
  private void endInput(Throwable failure) {
    synchronized (this) {
      if (inputEnded) {
        return;
      }
      inputEnded = true;
      inputFailure = failure;
      notifyAll();
    }
    lane.end();
    dispatcher.laneChanged();
  }

  /** A lane that has ended must get no more calls, and one that gets a call must not be ended. */
  private synchronized boolean begin() {
    submitting = !inputEnded && !closed;
    return submitting;
  }

  private void submitted() {
    boolean last;
    synchronized (this) {
      submitting = false;
      last = closed;
    }
    if (last) {
      endInput(null);
    }
  }

  private void submit(Object input) {
    Cell cell;
    synchronized (this) {
      cell = new Cell(pulled++);
      ahead++;
      if (ordered) {
        cells.addLast(cell);
      }
    }
    byte[] arguments;
    try {
      arguments = lane.task().encode(input);
    } catch (UnencodableException e) {
      ended(cell, Conclusion.failed(e));
      // Those before it must not wait for their chunk to fill: it may be the last that there is
      // room for.
      lane.flush();
      dispatcher.laneChanged();
      return;
    }
    dispatcher.add(lane, cell, arguments);
  }

  private synchronized boolean awaitRoom() {
    try {
      while (!closed && !inputEnded && ahead >= window.getAsInt()) {
        wait();
      }
    } catch (InterruptedException e) {
      throw new PoolInterruptedException("room to pull more input", e);
    }
    return !closed && !inputEnded;
  }

  private synchronized void ended(Cell cell, Conclusion conclusion) {
    cell.conclusion = conclusion;
    if (!ordered) {
      cells.addLast(cell);
    }
    if (cells.peekFirst() == cell) {
      notifyAll();
    }
  }

  @Override
  public synchronized boolean hasNext() {
    while (cells.isEmpty() && !(inputEnded && ahead == 0)) {
      await(Long.MAX_VALUE);
    }
    return !cells.isEmpty() || inputFailure != null;
  }

  @Override
  public R next() {
    try {
      return next(Long.MAX_VALUE);
    } catch (TimeoutException e) {
      throw new IllegalStateException("no time was set", e);
    }
  }

  @Override
  public R next(Duration timeout) throws TimeoutException {
    return next(Handle.nanos(timeout));
  }

  @SuppressWarnings("unchecked")
  private R next(long nanos) throws TimeoutException {
    Conclusion conclusion;
    synchronized (this) {
      long start = System.nanoTime();
      while (!headReady()) {
        if (inputEnded && ahead == 0) {
          throwInputFailure();
          throw new NoSuchElementException("there are no more results");
        }
        long left = nanos - (System.nanoTime() - start);
        if (left <= 0) {
          throw new TimeoutException("no result yet; ask again");
        }
        await(left);
      }
      Cell head = cells.removeFirst();
      conclusion = head.conclusion;
      lastIndex = head.index;
      ahead--;
      notifyAll();
    }
    return (R) conclusion.get();
  }

  @Override
  public synchronized long index() {
    if (lastIndex < 0) {
      throw new IllegalStateException("no result was taken yet: call next() first");
    }
    return lastIndex;
  }

  private boolean headReady() {
    Cell head = cells.peekFirst();
    return head != null && head.conclusion != null;
  }

  private void throwInputFailure() {
    Throwable failure = inputFailure;
    inputFailure = null;
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failure != null) {
      throw new UndeclaredThrowableException(failure, "the input has failed: " + failure);
    }
  }

  private void await(long nanos) {
    try {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(nanos, TimeUnit.MILLISECONDS.toNanos(1)));
    } catch (InterruptedException e) {
      throw new PoolInterruptedException("a result", e);
    }
  }

  @Override
  public void close() {
    boolean idle;
    synchronized (this) {
      closed = true;
      idle = !submitting;
      notifyAll();
    }
    if (idle) {
      endInput(null);
    }
  }
}
