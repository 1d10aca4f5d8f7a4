package dev.warren.pool;

import java.io.Serializable;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The future of a task that was submitted as to an executor. Of the JDK's class it has the states;
 * the callable in it is never called here. Running it submits it and waits.
 */
final class RemoteCall<T> extends FutureTask<T> {

  private final PoolExecutor executor;
  private final Serializable task;
  private final Object[] arguments;
  private final UnaryOperator<T> result;
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile Runnable given = this;
  private volatile Consumer<Throwable> onFailure = thrown -> {};
  private Optional<Runnable> afterwards = Optional.empty();
  private boolean over;
  private volatile boolean force;
  private volatile Handle<T> handle;

  /** A call whose result is what the task returns. */
  RemoteCall(PoolExecutor executor, Serializable task, Object... arguments) {
    this(executor, UnaryOperator.identity(), task, arguments);
  }

  /** A call whose result is made of what the task returns. */
  RemoteCall(
      PoolExecutor executor, UnaryOperator<T> result, Serializable task, Object... arguments) {
    super(
        () -> {
          throw new IllegalStateException("a pool's task does not run in the program itself");
        });
    this.executor = executor;
    this.result = result;
    this.task = task;
    this.arguments = arguments;
  }

  /** Whether it belongs to that executor. */
  boolean isOf(PoolExecutor other) {
    return executor == other;
  }

  /** Sets what was given to the executor, where that is not this call itself. */
  void givenAs(Runnable command) {
    given = command;
  }

  /** What was given to the executor. */
  Runnable given() {
    return given;
  }

  /** Sets who hears what it fails with in the pool; to be cancelled is not to fail. */
  void onFailure(Consumer<Throwable> listener) {
    onFailure = listener;
  }

  /**
   * Submits it, the first time, unless it is cancelled.
   *
   * @throws RejectedExecutionException if the task cannot travel, or the pool is closed
   */
  void start() {
    if (!started.compareAndSet(false, true) || isCancelled()) {
      return;
    }
    executor.opened(this);
    Handle<T> fresh;
    try {
      fresh = executor.submitNow(task, arguments);
    } catch (RuntimeException e) {
      setException(e);
      throw e;
    }
    handle = fresh;
    fresh.whenDone(this::ended);
    if (isCancelled()) {
      fresh.cancel(force);
      executor.ended(this); // It may have been cancelled before it was open.
    }
  }

  private void ended(Conclusion how) {
    if (how.isSuccess()) {
      @SuppressWarnings("unchecked") // The codec has read it as what the task's method declares.
      T value = (T) how.value();
      set(result.apply(value));
    } else if (how.isCancelled()) {
      super.cancel(false);
    } else {
      Throwable cause = cause(how.exception().get());
      setException(cause);
      onFailure.accept(cause);
    }
  }

  /** A checked exception is a cause like any other here. */
  private static Throwable cause(Throwable thrown) {
    if (thrown instanceof RemoteTaskException remote && remote.getCause() != null) {
      return remote.getCause();
    }
    return thrown;
  }

  @Override
  public void run() {
    try {
      start();
      get();
    } catch (RuntimeException | ExecutionException e) {
      // It is in the future, for whoever asks.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    force = mayInterruptIfRunning;
    if (!super.cancel(mayInterruptIfRunning)) {
      return false;
    }
    Handle<T> now = handle;
    if (now != null) {
      now.cancel(mayInterruptIfRunning);
    }
    return true;
  }

  @Override
  protected void done() {
    executor.ended(this);
    Optional<Runnable> next;
    synchronized (this) {
      over = true;
      next = afterwards;
    }
    next.ifPresent(Runnable::run);
  }

  /** Runs an action once this has ended, on the thread that ends it, or now. */
  void whenDone(Runnable action) {
    synchronized (this) {
      if (!over) {
        afterwards = Optional.of(action);
        return;
      }
    }
    action.run();
  }

  /** After it was cancelled: whether it is certain that the task never ran. */
  boolean awaitNeverRan(long nanos) throws InterruptedException {
    Handle<T> now = handle;
    return now == null || now.awaitNeverRan(nanos);
  }

  /** Makes sure that a callable can travel. */
  static Serializable travelling(Object task, String type) {
    if (task instanceof Serializable it) {
      return it;
    }
    throw new RejectedExecutionException(
        task.getClass().getName()
            + " cannot travel to another process, because its type is not serializable. Keep the"
            + " executor in a variable of the type PoolExecutorService and write"
            + " executor.submit(() -> ...) or executor.submit(Tasks::something); or write ("
            + type
            + " & Serializable) () -> ...");
  }

  static Serializable travelling(Callable<?> task) {
    return travelling(task, "Callable<T>");
  }

  static Serializable travelling(Runnable task) {
    return travelling(task, "Runnable");
  }
}
