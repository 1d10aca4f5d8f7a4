package dev.warren.pool;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * A pool as the JDK's {@link ExecutorService}, so that code written for one moves over (Python
 * documentation, {@code concurrent.futures.ProcessPoolExecutor}). Made by {@link
 * Pool#asExecutorService()}. Thread-safe.
 *
 * <p><b>What can be submitted.</b> Method references and lambdas of a serializable type: the
 * methods of this interface make them so by themselves. Through a variable of the type {@link
 * ExecutorService} a lambda has to be written {@code (Callable<T> & Serializable) () -> ...}, or
 * kept in a {@link Func0} or an {@link Action} before. Anything else is refused with a {@link
 * RejectedExecutionException} that says so; it is never run here instead.
 *
 * <p><b>What holds as in the JDK.</b> {@code invokeAll}, {@code invokeAny} and {@code
 * java.util.concurrent.ExecutorCompletionService}, with and without time limits. {@code
 * Future.get()} throws {@code ExecutionException} with what the task threw as its cause, or what
 * the pool has to say, a {@link WorkerDiedException} for example. A completion service has to be
 * made over this executor itself; it gets each future on the pool's callback thread, so a callback
 * must not wait for one.
 *
 * <p><b>What differs, because tasks run in other processes.</b>
 *
 * <ul>
 *   <li>{@code Future.cancel(true)} does not interrupt a thread: it kills the process that runs the
 *       task, exactly then, and neither {@code finally} blocks nor shutdown hooks run. See {@link
 *       AsyncResult#cancel}.
 *   <li>Arguments, captured values and results are copies. What a task does to an object is not
 *       seen here, and there is no happens-before but that from submitting to running and from
 *       running to {@code get()}.
 *   <li>A task may run more than once, if a process or a machine is lost under it.
 *   <li>Submitting waits while very much is waiting to be sent ({@link Pool#applyAsync(Func0)}).
 *   <li>What a {@link CompletableFuture} hands to its executor cannot travel. It runs in this
 *       program, on a thread of its own; what is wrapped by {@link #remote(Func0)} runs in the
 *       pool, and that thread waits for it: {@code
 *       CompletableFuture.supplyAsync(executor.remote(Tasks::answer), executor)}. Where a function
 *       was not wrapped, a warning says once that it ran here.
 *   <li>What is given to {@link #execute} and fails is logged.
 * </ul>
 *
 * <p><b>The end.</b> Executor and pool are one. {@link #shutdown()} is {@link Pool#close()}, once
 * what runs on threads here has been submitted; {@link #awaitTermination} is {@link
 * Pool#join(java.time.Duration)}; {@code isShutdown} and {@code isTerminated} tell of the pool,
 * however it was closed. {@link #shutdownNow()} cancels everything that was submitted here, kills
 * what runs, and terminates the pool. It returns what is certain never to have run, in the order in
 * which it was submitted, the futures of {@code submit} and what was given to {@code execute}: for
 * that it asks the worker hosts and waits a few seconds for them. Every future of it ends
 * cancelled, those that are returned as well: nobody waits for ever.
 */
public interface PoolExecutorService extends ExecutorService, AutoCloseable {

  /**
   * Submits a task with a result.
   *
   * @param task a method reference or a lambda
   * @param <T> the type of the result
   * @return its future
   * @throws RejectedExecutionException if the task cannot travel, or the pool is closed
   */
  <T> Future<T> submit(Func0<T> task);

  /**
   * Submits a task with an argument and a result.
   *
   * @param task a method reference or a lambda
   * @param a its argument
   * @param <A> the type of the argument
   * @param <T> the type of the result
   * @return its future
   * @throws RejectedExecutionException if the task cannot travel, or the pool is closed
   */
  <A, T> Future<T> submit(Func1<A, T> task, A a);

  /**
   * Submits a task without a result.
   *
   * @param task a method reference or a lambda
   * @return its future, which gives null
   * @throws RejectedExecutionException if the task cannot travel, or the pool is closed
   */
  Future<?> submit(Action task);

  /**
   * Submits a task that nobody waits for.
   *
   * @param task a method reference or a lambda
   * @throws RejectedExecutionException if the task cannot travel, or the pool is closed
   */
  void execute(Action task);

  /**
   * Wraps a task for a {@link CompletableFuture}.
   *
   * @param task a method reference or a lambda
   * @param <T> the type of the result
   * @return runs the task in the pool whenever it is asked, and waits for the result; throws as
   *     {@link AsyncResult#get()} does
   * @throws RejectedExecutionException if the task cannot travel
   */
  <T> Supplier<T> remote(Func0<T> task);

  /**
   * Wraps a task and its argument for a {@link CompletableFuture}.
   *
   * @param task a method reference or a lambda
   * @param a its argument
   * @param <A> the type of the argument
   * @param <T> the type of the result
   * @return as {@link #remote(Func0)}
   * @throws RejectedExecutionException if the task cannot travel
   */
  <A, T> Supplier<T> remote(Func1<A, T> task, A a);

  /**
   * Shuts down and waits for the end, as {@code ExecutorService} does since Java 19: if the waiting
   * thread is interrupted, by {@link #shutdownNow()}.
   */
  @Override
  void close();
}
