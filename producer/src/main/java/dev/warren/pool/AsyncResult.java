package dev.warren.pool;

import dev.warren.codec.UndecodableException;
import dev.warren.codec.UnencodableException;
import dev.warren.task.Attempt;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The handle of something that was submitted (Python documentation, {@code
 * multiprocessing.pool.AsyncResult}). It always ends: with a result, an exception, or the end of
 * the pool. Thread-safe.
 *
 * @param <T> the type of the result
 */
public interface AsyncResult<T> {

  /**
   * Waits for the result.
   *
   * @return what the task returned, possibly null; for a map the list of results in input order
   * @throws RuntimeException what the task threw, if that was unchecked, as the type that it was
   * @throws RemoteTaskException if the task threw a checked exception (its cause), or one that
   *     cannot be rebuilt here
   * @throws WorkerDiedException if the worker process died under the task on every attempt
   * @throws TaskRejectedException if the worker refused the call
   * @throws UnencodableException if an argument could not be written as JSON
   * @throws UndecodableException if the result could not be read as what the task declares
   * @throws PoolTerminatedException if the pool was terminated before, or failed; its cause says
   *     why, for example that the broker is gone
   * @throws PoolInterruptedException if this thread is interrupted
   * @throws CancellationException if it was cancelled
   */
  T get();

  /**
   * Waits for the result, but not for longer than that.
   *
   * @param timeout how long; zero or less only looks
   * @return as {@link #get()}
   * @throws TimeoutException if there is no result by then; the task goes on
   */
  T get(Duration timeout) throws TimeoutException;

  /**
   * Waits until there is an outcome, but not for longer than that.
   *
   * @param timeout how long; zero or less only looks
   * @return whether there is one
   * @throws PoolInterruptedException if this thread is interrupted
   */
  boolean waitFor(Duration timeout);

  /**
   * Whether there is an outcome.
   *
   * @return true once {@link #get()} would not wait
   */
  boolean isReady();

  /**
   * Whether the outcome is a result.
   *
   * @return false if {@link #get()} would throw
   * @throws IllegalStateException if there is no outcome yet
   */
  boolean isSuccessful();

  /**
   * Has the result given to a callback, on the pool's one callback thread; a callback that is slow
   * delays only other callbacks, and one that throws is logged. May be called at any time.
   *
   * @param callback gets what {@link #get()} would return
   * @return this handle
   */
  AsyncResult<T> onSuccess(Consumer<? super T> callback);

  /**
   * Has the exception given to a callback, as {@link #onSuccess} does with the result.
   *
   * @param callback gets what {@link #get()} would throw
   * @return this handle
   */
  AsyncResult<T> onFailure(Consumer<? super Throwable> callback);

  /**
   * The same as a future of the JDK. It is completed on the pool's callback thread, so a callback
   * must not wait for one.
   *
   * @return a new future; completing or cancelling it does nothing to the task
   */
  CompletableFuture<T> toCompletableFuture();

  /**
   * Gives it up. The handle ends at once: {@link #get()} throws {@link CancellationException}. What
   * then happens to the task, or to each task of a map:
   *
   * <ul>
   *   <li>one that was not sent yet never runs;
   *   <li>one that was sent and has not begun is taken out by its worker host as soon as that hears
   *       of it, which is mostly before it would have begun; a host that this pool has not heard of
   *       yet hears of it only when it has begun the batch, some fifty milliseconds late;
   *   <li>one that runs is left alone, or with {@code mayInterruptIfRunning} its worker process is
   *       killed, at a moment when it runs that task and no other, and replaced. Nothing is
   *       interrupted: neither {@code finally} blocks nor shutdown hooks run. Processes that it has
   *       started are killed with it, and those that earlier tasks of its worker process have left
   *       running. Other tasks of its batch go on in the new process; none of them loses an
   *       attempt.
   * </ul>
   *
   * <p>{@link Pool#join()} waits for a task that is left alone.
   *
   * @param mayInterruptIfRunning whether a task that has begun is killed
   * @return false if there was an outcome already
   */
  boolean cancel(boolean mayInterruptIfRunning);

  /**
   * Whether it was cancelled before it had an outcome.
   *
   * @return true after a {@link #cancel} that has returned true
   */
  boolean isCancelled();

  /**
   * The task's id, as {@code TaskContext}, output lines and progress reports have it.
   *
   * @return unique in its pool; empty until the task is sent, and for a map
   */
  OptionalLong taskId();

  /**
   * The attempts at the task that were followed by another, as far as is known yet: all of them
   * once there is an outcome, be it good or bad.
   *
   * @return in order; empty if the first attempt was the last, before anything was heard, and for a
   *     map
   */
  List<Attempt> attempts();
}
