package dev.warren.pool;

import dev.warren.codec.UndecodableException;
import dev.warren.codec.UnencodableException;
import java.time.Duration;
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
}
