package dev.warren.pool;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pool as the JDK's interface. The JDK's own class does what is not about travelling. */
final class PoolExecutor extends AbstractExecutorService implements PoolExecutorService {

  private static final Logger log = LoggerFactory.getLogger(PoolExecutor.class);

  /** How long the worker hosts may take to say which tasks have never begun. */
  private static final long ASKING_NANOS = TimeUnit.SECONDS.toNanos(5);

  /**
   * The last call that the JDK has made on this thread, until it is given to {@link #execute}: by
   * itself, or inside something of the JDK's that nobody can look into.
   */
  private static final ThreadLocal<RemoteCall<?>> MADE = new ThreadLocal<>();

  private final Backing pool;
  private final Carriers carriers = new Carriers();

  /** What was submitted and is not done, in that order. */
  private final Set<RemoteCall<?>> open = Collections.synchronizedSet(new LinkedHashSet<>());

  private boolean shut;

  /** The pool. */
  interface Backing {

    /** Submits a call of whatever shape. */
    <R> Handle<R> submit(Serializable task, Object... arguments);

    /** Throws {@link IllegalArgumentException} if a task cannot travel. */
    void check(Serializable task);

    /** Runs something where callbacks run, in turn; the end of the pool waits for it. */
    void callback(Runnable action);

    void close();

    void terminate();

    boolean isOpen();

    boolean hasEnded();

    /** Waits for the end, whether it has begun or not. */
    boolean awaitEnd(long nanos) throws InterruptedException;
  }

  PoolExecutor(Backing pool) {
    this.pool = pool;
  }

  void opened(RemoteCall<?> call) {
    open.add(call);
  }

  void ended(RemoteCall<?> call) {
    open.remove(call);
  }

  /** Submits, whether this was shut down or not: what runs on a carrier was there before. */
  <T> Handle<T> submitNow(Serializable task, Object... arguments) {
    try {
      return pool.submit(task, arguments);
    } catch (IllegalArgumentException | IllegalStateException | PoolTerminatedException e) {
      throw new RejectedExecutionException(e.getMessage(), e);
    }
  }

  @Override
  public void execute(Runnable command) {
    Objects.requireNonNull(command, "command");
    RemoteCall<?> inside = MADE.get();
    MADE.remove();
    if (isShutdown()) {
      throw new RejectedExecutionException("the executor is shut down");
    }
    if (command instanceof RemoteCall<?> call && call.isOf(this)) {
      call.start();
    } else if (Carriers.isStage(command)) {
      carriers.run(command);
    } else if (isCompletion(command)) {
      complete(command, inside);
    } else {
      RemoteCall<?> call = new RemoteCall<>(this, RemoteCall.travelling(command));
      call.givenAs(command);
      call.onFailure(thrown -> log.error("a task given to execute has failed", thrown));
      call.start();
    }
  }

  /** Whether it is what puts a future into the queue of a completion service, once it is run. */
  private static boolean isCompletion(Runnable command) {
    return command.getClass().getEnclosingClass() == ExecutorCompletionService.class;
  }

  /** Starts the call that is in there; when that has ended, running the rest takes no time. */
  private void complete(Runnable command, RemoteCall<?> inside) {
    if (inside == null || !inside.isOf(this)) {
      throw new RejectedExecutionException(
          "a completion service over something that wraps this executor would run its tasks in this"
              + " program: make it over the executor itself");
    }
    inside.givenAs(command);
    inside.start();
    inside.whenDone(() -> pool.callback(command));
  }

  @Override
  public void execute(Action task) {
    execute((Runnable) task);
  }

  @Override
  public <T> Future<T> submit(Func0<T> task) {
    return submit((Callable<T>) task);
  }

  @Override
  public Future<?> submit(Action task) {
    return submit((Runnable) task);
  }

  @Override
  public <A, T> Future<T> submit(Func1<A, T> task, A a) {
    RemoteCall<T> call = new RemoteCall<>(this, Objects.requireNonNull(task, "task"), a);
    execute(call);
    return call;
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Callable<T> callable) {
    return made(new RemoteCall<>(this, RemoteCall.travelling(callable)));
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Runnable runnable, T value) {
    return made(new RemoteCall<>(this, nothing -> value, RemoteCall.travelling(runnable)));
  }

  private <T> RemoteCall<T> made(RemoteCall<T> call) {
    MADE.set(call);
    return call;
  }

  @Override
  public <T> Supplier<T> remote(Func0<T> task) {
    return supplier(task);
  }

  @Override
  public <A, T> Supplier<T> remote(Func1<A, T> task, A a) {
    return supplier(task, a);
  }

  private <T> Supplier<T> supplier(Serializable task, Object... arguments) {
    try {
      pool.check(task);
    } catch (IllegalArgumentException e) {
      throw new RejectedExecutionException(e.getMessage(), e);
    }
    return () -> {
      carriers.asked();
      return this.<T>submitNow(task, arguments).get();
    };
  }

  @Override
  public void shutdown() {
    synchronized (this) {
      if (shut) {
        return;
      }
      shut = true;
    }
    // What runs on a carrier was submitted before, and has yet to reach the pool.
    carriers.end(pool::close);
  }

  @Override
  public List<Runnable> shutdownNow() {
    synchronized (this) {
      shut = true;
    }
    List<RemoteCall<?>> left;
    synchronized (open) {
      left = new ArrayList<>(open);
    }
    // From behind: a host that hears of what runs has heard before of what would run next.
    for (int i = left.size() - 1; i >= 0; i--) {
      left.get(i).cancel(true);
    }
    List<Runnable> neverRan = neverRan(left);
    carriers.endNow();
    pool.terminate();
    return neverRan;
  }

  private static List<Runnable> neverRan(List<RemoteCall<?>> cancelled) {
    List<Runnable> found = new ArrayList<>();
    long start = System.nanoTime();
    boolean interrupted = false;
    for (RemoteCall<?> each : cancelled) {
      try {
        long left = interrupted ? 0 : ASKING_NANOS - (System.nanoTime() - start);
        if (each.awaitNeverRan(left)) {
          found.add(each.given());
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return found;
  }

  @Override
  public boolean isShutdown() {
    synchronized (this) {
      return shut || !pool.isOpen();
    }
  }

  @Override
  public boolean isTerminated() {
    return pool.hasEnded();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return pool.awaitEnd(unit.toNanos(timeout));
  }

  @Override
  public void close() {
    shutdown();
    boolean interrupted = false;
    while (!isTerminated()) {
      try {
        awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        interrupted = true;
        shutdownNow();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
