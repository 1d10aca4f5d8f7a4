package dev.warren.pool;

import dev.warren.task.Attempt;
import dev.warren.task.TaskEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The handle of one call, or of a whole map. Completed once; a second completion is ignored. */
final class Handle<T> implements AsyncResult<T>, Pending {

  private final Callbacks callbacks;
  private final AtomicReference<Conclusion> conclusion = new AtomicReference<>();
  private volatile Consumer<Boolean> onCancel = kill -> {};
  private volatile long taskId = TaskEvent.NO_TASK;
  private volatile Flight flight;
  private volatile List<Attempt> attempts = List.of();
  private volatile Optional<Boolean> neverRan = Optional.empty();
  private List<Consumer<Conclusion>> listeners = List.of();
  private CountDownLatch waiters;

  Handle(Callbacks callbacks) {
    this.callbacks = callbacks;
  }

  /** Sets what else is to be done when this is cancelled, and whether by force. */
  void onCancel(Consumer<Boolean> action) {
    onCancel = action;
  }

  @Override
  public void complete(Conclusion how) {
    if (!end(how) && isCancelled()) {
      settled(how.neverRan()); // The outcome was on its way before the batch heard of the cancel.
    }
    flight = null; // Whoever keeps a handle for its result must not keep the whole batch with it.
  }

  private boolean end(Conclusion how) {
    if (!conclusion.compareAndSet(null, how)) {
      return false;
    }
    List<Consumer<Conclusion>> informed;
    synchronized (this) {
      if (waiters != null) {
        waiters.countDown();
      }
      informed = listeners;
      listeners = List.of();
    }
    informed.forEach(each -> each.accept(how));
    return true;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    if (!end(Conclusion.CANCELLED)) {
      return false;
    }
    // In this order: a call that joins a batch right now looks whether it is cancelled after it has
    // said where it is.
    if (taskId == TaskEvent.NO_TASK) {
      settled(true);
    }
    onCancel.accept(mayInterruptIfRunning);
    return true;
  }

  @Override
  public boolean isCancelled() {
    Conclusion now = conclusion.get();
    return now != null && now.isCancelled();
  }

  @Override
  public OptionalLong taskId() {
    long now = taskId;
    return now == TaskEvent.NO_TASK ? OptionalLong.empty() : OptionalLong.of(now);
  }

  @Override
  public void joined(Flight newFlight, long newTaskId) {
    taskId = newTaskId;
    flight = newFlight;
  }

  @Override
  public void triedBefore(List<Attempt> earlier) {
    attempts = earlier;
  }

  @Override
  public List<Attempt> attempts() {
    return attempts;
  }

  /** The batch in which a single call waits for its outcome; empty before and after. */
  Optional<Flight> flight() {
    return Optional.ofNullable(flight);
  }

  @Override
  public void settled(boolean certainly) {
    synchronized (this) {
      if (neverRan.isEmpty()) {
        neverRan = Optional.of(certainly);
        notifyAll();
      }
    }
    flight = null;
  }

  /** After it was cancelled: whether it is certain that it never ran; waits to hear of it. */
  synchronized boolean awaitNeverRan(long nanos) throws InterruptedException {
    long start = System.nanoTime();
    for (long left = nanos; neverRan.isEmpty() && left > 0; ) {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
      left = nanos - (System.nanoTime() - start);
    }
    return neverRan.orElse(false);
  }

  @Override
  public T get() {
    await(Long.MAX_VALUE);
    return value();
  }

  @Override
  public T get(Duration timeout) throws TimeoutException {
    if (!waitFor(timeout)) {
      throw new TimeoutException("no result within " + timeout + "; the task goes on" + place());
    }
    return value();
  }

  /** Where a single call is, in words. */
  private String place() {
    return flight().map(it -> ": " + it.whereabouts().place(System.nanoTime())).orElse("");
  }

  @Override
  public boolean waitFor(Duration timeout) {
    return await(nanos(timeout));
  }

  @Override
  public boolean isReady() {
    return conclusion.get() != null;
  }

  @Override
  public boolean isSuccessful() {
    Conclusion now = conclusion.get();
    if (now == null) {
      throw new IllegalStateException(
          "there is no outcome yet: wait for it, or ask isReady() first");
    }
    return now.isSuccess();
  }

  @Override
  public AsyncResult<T> onSuccess(Consumer<? super T> callback) {
    Objects.requireNonNull(callback, "callback");
    whenDone(
        how -> {
          if (how.isSuccess()) {
            callbacks.run(() -> callback.accept(cast(how.value())));
          }
        });
    return this;
  }

  @Override
  public AsyncResult<T> onFailure(Consumer<? super Throwable> callback) {
    Objects.requireNonNull(callback, "callback");
    whenDone(
        how -> {
          if (!how.isSuccess()) {
            callbacks.run(() -> callback.accept(how.exception().get()));
          }
        });
    return this;
  }

  @Override
  public CompletableFuture<T> toCompletableFuture() {
    CompletableFuture<T> future = new CompletableFuture<>();
    Conclusion now = conclusion.get();
    if (now != null) {
      complete(future, now); // Not by the callback thread, which may be what asks.
    } else {
      whenDone(how -> callbacks.run(() -> complete(future, how)));
    }
    return future;
  }

  private void complete(CompletableFuture<T> future, Conclusion how) {
    if (how.isSuccess()) {
      future.complete(cast(how.value()));
    } else {
      future.completeExceptionally(how.exception().get());
    }
  }

  /** Runs an action once there is an outcome, on the thread that brings it, or now. */
  void whenDone(Consumer<Conclusion> action) {
    synchronized (this) {
      if (conclusion.get() == null) {
        listeners = new ArrayList<>(listeners);
        listeners.add(action);
        return;
      }
    }
    action.accept(conclusion.get());
  }

  private boolean await(long nanos) {
    CountDownLatch latch;
    synchronized (this) {
      if (conclusion.get() != null) {
        return true;
      }
      if (waiters == null) {
        waiters = new CountDownLatch(1);
      }
      latch = waiters;
    }
    try {
      return latch.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new PoolInterruptedException("a result", e);
    }
  }

  static long nanos(Duration timeout) {
    try {
      return timeout.toNanos();
    } catch (ArithmeticException e) {
      return timeout.isNegative() ? 0 : Long.MAX_VALUE;
    }
  }

  private T value() {
    return cast(conclusion.get().get());
  }

  /** The codec has read the value as the type that the task's method declares. */
  @SuppressWarnings("unchecked")
  private T cast(Object value) {
    return (T) value;
  }
}
