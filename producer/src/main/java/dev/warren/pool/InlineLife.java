package dev.warren.pool;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The life of an inline pool: OPEN, then CLOSED or TERMINATED, and from CLOSED perhaps still to
 * TERMINATED. It ends when nothing is running any more, every iteration of a closed pool has come
 * to its end, and every callback has run. Thread-safe.
 */
final class InlineLife {

  private enum State {
    OPEN,
    CLOSED,
    TERMINATED
  }

  private final Callbacks callbacks;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Set<InlineResults<?>> iterations = new HashSet<>();
  private State state = State.OPEN;
  private int running;
  private boolean ending;

  InlineLife(Callbacks callbacks) {
    this.callbacks = callbacks;
  }

  static PoolTerminatedException terminated() {
    return new PoolTerminatedException("the pool was terminated before the task was done", null);
  }

  /** A submission begins; {@link #leave()} ends it. */
  synchronized void enter() {
    if (state != State.OPEN) {
      throw new IllegalStateException("the pool is closed: submit before close() or terminate()");
    }
    running++;
  }

  /** A call of an iteration begins; {@link #leave()} ends it. */
  synchronized void enterIteration() {
    running++;
  }

  synchronized void leave() {
    running--;
    endIfDone();
  }

  /** An iteration begins, within a submission; {@link #iterationEnded} ends it. */
  synchronized void iterationBegins(InlineResults<?> iteration) {
    iterations.add(iteration);
  }

  synchronized void iterationEnded(InlineResults<?> iteration) {
    iterations.remove(iteration);
    endIfDone();
  }

  private synchronized List<InlineResults<?>> openIterations() {
    return List.copyOf(iterations);
  }

  synchronized void close() {
    if (state == State.OPEN) {
      state = State.CLOSED;
      endIfDone();
    }
  }

  synchronized void terminate() {
    if (!hasEnded()) {
      state = State.TERMINATED;
      endIfDone();
    }
  }

  private void endIfDone() {
    boolean done = state == State.TERMINATED || (state == State.CLOSED && iterations.isEmpty());
    if (done && running == 0 && !ending) {
      ending = true;
      new Thread(this::finish, "warren-end").start();
    }
  }

  private void finish() {
    try {
      callbacks.finish();
    } catch (InterruptedException e) {
      throw new PoolInterruptedException("the last callbacks", e);
    } finally {
      ended.countDown();
    }
  }

  synchronized boolean isOpen() {
    return state == State.OPEN;
  }

  synchronized boolean isTerminated() {
    return state == State.TERMINATED;
  }

  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  boolean awaitEnd(long nanos) throws InterruptedException {
    return ended.await(nanos, TimeUnit.NANOSECONDS);
  }

  /** As {@link Pool#join}. */
  boolean join(long nanos) {
    if (isOpen()) {
      throw new IllegalStateException("the pool is still open: close() or terminate() it first");
    }
    if (callbacks.isCurrentThread()) {
      throw new IllegalStateException("a callback cannot wait for the pool: the pool waits for it");
    }
    openIterations().forEach(InlineResults::endIfAllIsTaken);
    try {
      return awaitEnd(nanos);
    } catch (InterruptedException e) {
      throw new PoolInterruptedException("the pool", e);
    }
  }
}
