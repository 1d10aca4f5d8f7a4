package dev.warren.pool;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * A pool of worker processes (Python documentation, {@code multiprocessing.pool}). Tasks are method
 * references or lambdas; arguments, results and captured values travel as JSON.
 *
 * <p>A task may run more than once, if a process or a machine is lost under it; its handle gets
 * exactly one outcome.
 *
 * <p>A pool that is never closed does not keep the JVM alive: at its end the pool is terminated,
 * and a warning says so. Thread-safe.
 *
 * <pre>{@code
 * try (Pool pool = Pool.create()) {
 *   AsyncResult<Integer> one = pool.applyAsync(Tasks::square, 7);
 *   List<Integer> all = pool.map(Tasks::square, List.of(0, 1, 2, 3));
 *   pool.close();
 *   pool.join();
 *   System.out.println(one.get() + " " + all); // 49 [0, 1, 4, 9]
 * }
 * }</pre>
 */
public interface Pool extends AutoCloseable {

  /**
   * Opens a pool with one worker process per core on this machine and a broker inside this JVM.
   *
   * @return the pool
   * @throws dev.warren.task.WarrenException if it cannot be started
   */
  static Pool create() {
    return builder().open();
  }

  /**
   * Opens a pool of another kind.
   *
   * @return a builder with the settings of {@link #create()}
   */
  static PoolBuilder builder() {
    return new PoolBuilder();
  }

  /**
   * Opens a pool without processes and broker, for unit tests of programs that use a pool: each
   * call runs on the thread that submits it, before the submission returns, or in an {@code imap}
   * when its result is asked for.
   *
   * <p>Arguments, captured values, results and exceptions travel through the same bytes as in any
   * other pool, so what cannot travel fails here as well, and a task gets copies. Callbacks, {@link
   * #close()}, {@link #join()} and what they refuse are those of any other pool.
   *
   * <p>What differs: a task sees the statics of this program, and one that ends its process ends
   * the program; {@code @Task} is not asked for, as in a pool with local workers; nothing runs
   * beside its caller, so a cancelled call has mostly run, tasks that wait for each other wait for
   * ever, and so does {@link #join()} before all results of an {@code imap} are taken; what a task
   * prints goes where the program prints.
   *
   * <p>Of {@link TaskOptions} the retry policy counts, but further attempts follow at once; delays,
   * expiry and limits do not. As nothing else happens meanwhile, a call that still asks to be run
   * later after {@value dev.warren.task.Terms#MAX_HISTORY} such attempts fails with its {@link
   * dev.warren.retry.RetryLater}.
   *
   * @return the pool
   */
  static Pool inline() {
    return new InlinePool();
  }

  /**
   * Runs a task and waits for its result.
   *
   * @param task the task
   * @param <R> the type of the result
   * @return as {@link AsyncResult#get()}, with its exceptions
   * @throws IllegalStateException if the pool is closed
   * @throws IllegalArgumentException if the task cannot travel; the message says why
   */
  default <R> R apply(Func0<R> task) {
    return applyAsync(task).get();
  }

  /**
   * Runs a task and waits for its result.
   *
   * @param task the task
   * @param a its argument
   * @param <A> the type of the argument
   * @param <R> the type of the result
   * @return as {@link #apply(Func0)}
   */
  default <A, R> R apply(Func1<A, R> task, A a) {
    return applyAsync(task, a).get();
  }

  /**
   * Runs a task and waits for its result.
   *
   * @param task the task
   * @param a its first argument
   * @param b its second argument
   * @param <A> the type of the first argument
   * @param <B> the type of the second argument
   * @param <R> the type of the result
   * @return as {@link #apply(Func0)}
   */
  default <A, B, R> R apply(Func2<A, B, R> task, A a, B b) {
    return applyAsync(task, a, b).get();
  }

  /**
   * Runs a task and waits for its result.
   *
   * @param task the task
   * @param a its first argument
   * @param b its second argument
   * @param c its third argument
   * @param <A> the type of the first argument
   * @param <B> the type of the second argument
   * @param <C> the type of the third argument
   * @param <R> the type of the result
   * @return as {@link #apply(Func0)}
   */
  default <A, B, C, R> R apply(Func3<A, B, C, R> task, A a, B b, C c) {
    return applyAsync(task, a, b, c).get();
  }

  /**
   * Submits a task. Waits only while more bytes of arguments are waiting to be sent than the pool
   * may hold. Arguments are encoded before it returns, so they may be changed afterwards; one that
   * cannot be encoded fails the handle.
   *
   * @param task the task
   * @param <R> the type of the result
   * @return its handle
   * @throws IllegalStateException if the pool is closed
   * @throws IllegalArgumentException if the task cannot travel; the message says why
   */
  <R> AsyncResult<R> applyAsync(Func0<R> task);

  /**
   * Submits a task, as {@link #applyAsync(Func0)} does.
   *
   * @param task the task
   * @param a its argument
   * @param <A> the type of the argument
   * @param <R> the type of the result
   * @return its handle
   */
  <A, R> AsyncResult<R> applyAsync(Func1<A, R> task, A a);

  /**
   * Submits a task, as {@link #applyAsync(Func0)} does.
   *
   * @param task the task
   * @param a its first argument
   * @param b its second argument
   * @param <A> the type of the first argument
   * @param <B> the type of the second argument
   * @param <R> the type of the result
   * @return its handle
   */
  <A, B, R> AsyncResult<R> applyAsync(Func2<A, B, R> task, A a, B b);

  /**
   * Submits a task, as {@link #applyAsync(Func0)} does.
   *
   * @param task the task
   * @param a its first argument
   * @param b its second argument
   * @param c its third argument
   * @param <A> the type of the first argument
   * @param <B> the type of the second argument
   * @param <C> the type of the third argument
   * @param <R> the type of the result
   * @return its handle
   */
  <A, B, C, R> AsyncResult<R> applyAsync(Func3<A, B, C, R> task, A a, B b, C c);

  /**
   * Runs a task on every input and waits for all results. If calls fail, the others run all the
   * same, and the failure of the first one in input order is thrown at the end.
   *
   * @param task the task
   * @param inputs its arguments, one for each call
   * @param <A> the type of an argument
   * @param <R> the type of a result
   * @return the results in input order; cannot be modified
   * @throws IllegalStateException if the pool is closed
   * @throws IllegalArgumentException if the task cannot travel; the message says why
   */
  default <A, R> List<R> map(Func1<A, R> task, Iterable<? extends A> inputs) {
    return mapAsync(task, inputs).get();
  }

  /**
   * As {@link #map(Func1, Iterable)}, with a fixed number of calls in each message.
   *
   * @param task the task
   * @param inputs its arguments, one for each call
   * @param chunkSize calls in a message, at least 1; without it the pool measures what is best
   * @param <A> the type of an argument
   * @param <R> the type of a result
   * @return the results in input order; cannot be modified
   */
  default <A, R> List<R> map(Func1<A, R> task, Iterable<? extends A> inputs, int chunkSize) {
    return mapAsync(task, inputs, chunkSize).get();
  }

  /**
   * Submits what {@link #map(Func1, Iterable)} runs.
   *
   * @param task the task
   * @param inputs its arguments; the collection is copied, its elements are not and must stay as
   *     they are until they were sent
   * @param <A> the type of an argument
   * @param <R> the type of a result
   * @return the handle of all results together
   */
  <A, R> AsyncResult<List<R>> mapAsync(Func1<A, R> task, Iterable<? extends A> inputs);

  /**
   * As {@link #mapAsync(Func1, Iterable)}, with a fixed number of calls in each message.
   *
   * @param task the task
   * @param inputs its arguments
   * @param chunkSize calls in a message, at least 1
   * @param <A> the type of an argument
   * @param <R> the type of a result
   * @return the handle of all results together
   */
  <A, R> AsyncResult<List<R>> mapAsync(
      Func1<A, R> task, Iterable<? extends A> inputs, int chunkSize);

  /**
   * As {@link #map(Func1, Iterable)} for a task with two arguments.
   *
   * @param task the task
   * @param inputs its arguments, one pair for each call
   * @param <A> the type of the first argument
   * @param <B> the type of the second argument
   * @param <R> the type of a result
   * @return the results in input order; cannot be modified
   */
  default <A, B, R> List<R> starmap(
      Func2<A, B, R> task, Iterable<? extends Args2<? extends A, ? extends B>> inputs) {
    return starmapAsync(task, inputs).get();
  }

  /**
   * As {@link #map(Func1, Iterable)} for a task with three arguments.
   *
   * @param task the task
   * @param inputs its arguments, one triple for each call
   * @param <A> the type of the first argument
   * @param <B> the type of the second argument
   * @param <C> the type of the third argument
   * @param <R> the type of a result
   * @return the results in input order; cannot be modified
   */
  default <A, B, C, R> List<R> starmap(
      Func3<A, B, C, R> task,
      Iterable<? extends Args3<? extends A, ? extends B, ? extends C>> inputs) {
    return starmapAsync(task, inputs).get();
  }

  /**
   * Submits what {@link #starmap(Func2, Iterable)} runs.
   *
   * @param task the task
   * @param inputs its arguments, one pair for each call
   * @param <A> the type of the first argument
   * @param <B> the type of the second argument
   * @param <R> the type of a result
   * @return the handle of all results together
   */
  <A, B, R> AsyncResult<List<R>> starmapAsync(
      Func2<A, B, R> task, Iterable<? extends Args2<? extends A, ? extends B>> inputs);

  /**
   * Submits what {@link #starmap(Func3, Iterable)} runs.
   *
   * @param task the task
   * @param inputs its arguments, one triple for each call
   * @param <A> the type of the first argument
   * @param <B> the type of the second argument
   * @param <C> the type of the third argument
   * @param <R> the type of a result
   * @return the handle of all results together
   */
  <A, B, C, R> AsyncResult<List<R>> starmapAsync(
      Func3<A, B, C, R> task,
      Iterable<? extends Args3<? extends A, ? extends B, ? extends C>> inputs);

  /**
   * As {@link #starmap(Func2, Iterable)}, in chunks of a fixed size.
   *
   * @param task the task
   * @param inputs its arguments, one pair for each call
   * @param chunkSize how many calls travel together, at least 1
   * @param <A> the type of the first argument
   * @param <B> the type of the second argument
   * @param <R> the type of a result
   * @return the results, in the order of the inputs
   * @throws IllegalArgumentException if the chunk size is less than 1
   */
  default <A, B, R> List<R> starmap(
      Func2<A, B, R> task,
      Iterable<? extends Args2<? extends A, ? extends B>> inputs,
      int chunkSize) {
    return starmapAsync(task, inputs, chunkSize).get();
  }

  /**
   * As {@link #starmapAsync(Func2, Iterable)}, in chunks of a fixed size.
   *
   * @param task the task
   * @param inputs its arguments, one pair for each call
   * @param chunkSize how many calls travel together, at least 1
   * @param <A> the type of the first argument
   * @param <B> the type of the second argument
   * @param <R> the type of a result
   * @return the handle of all results together
   * @throws IllegalArgumentException if the chunk size is less than 1
   */
  <A, B, R> AsyncResult<List<R>> starmapAsync(
      Func2<A, B, R> task,
      Iterable<? extends Args2<? extends A, ? extends B>> inputs,
      int chunkSize);

  /**
   * As {@link #starmap(Func3, Iterable)}, in chunks of a fixed size.
   *
   * @param task the task
   * @param inputs its arguments, one triple for each call
   * @param chunkSize how many calls travel together, at least 1
   * @param <A> the type of the first argument
   * @param <B> the type of the second argument
   * @param <C> the type of the third argument
   * @param <R> the type of a result
   * @return the results, in the order of the inputs
   * @throws IllegalArgumentException if the chunk size is less than 1
   */
  default <A, B, C, R> List<R> starmap(
      Func3<A, B, C, R> task,
      Iterable<? extends Args3<? extends A, ? extends B, ? extends C>> inputs,
      int chunkSize) {
    return starmapAsync(task, inputs, chunkSize).get();
  }

  /**
   * As {@link #starmapAsync(Func3, Iterable)}, in chunks of a fixed size.
   *
   * @param task the task
   * @param inputs its arguments, one triple for each call
   * @param chunkSize how many calls travel together, at least 1
   * @param <A> the type of the first argument
   * @param <B> the type of the second argument
   * @param <C> the type of the third argument
   * @param <R> the type of a result
   * @return the handle of all results together
   * @throws IllegalArgumentException if the chunk size is less than 1
   */
  <A, B, C, R> AsyncResult<List<R>> starmapAsync(
      Func3<A, B, C, R> task,
      Iterable<? extends Args3<? extends A, ? extends B, ? extends C>> inputs,
      int chunkSize);

  /**
   * Runs a task on every input and gives the results one by one, in input order. The input is
   * pulled as results are taken, a bounded number ahead, on a thread of the pool: it may be
   * endless.
   *
   * @param task the task
   * @param inputs its arguments
   * @param <A> the type of an argument
   * @param <R> the type of a result
   * @return the results
   * @throws IllegalStateException if the pool is closed
   * @throws IllegalArgumentException if the task cannot travel; the message says why
   */
  <A, R> ResultIterator<R> imap(Func1<A, R> task, Iterator<? extends A> inputs);

  /**
   * As {@link #imap(Func1, Iterator)}, with a fixed number of calls in each message.
   *
   * @param task the task
   * @param inputs its arguments
   * @param chunkSize calls in a message, at least 1
   * @param <A> the type of an argument
   * @param <R> the type of a result
   * @return the results
   */
  <A, R> ResultIterator<R> imap(Func1<A, R> task, Iterator<? extends A> inputs, int chunkSize);

  /**
   * As {@link #imap(Func1, Iterator)}, with the results in the order in which they come.
   *
   * @param task the task
   * @param inputs its arguments
   * @param <A> the type of an argument
   * @param <R> the type of a result
   * @return the results
   */
  <A, R> ResultIterator<R> imapUnordered(Func1<A, R> task, Iterator<? extends A> inputs);

  /**
   * As {@link #imapUnordered(Func1, Iterator)}, with a fixed number of calls in each message.
   *
   * @param task the task
   * @param inputs its arguments
   * @param chunkSize calls in a message, at least 1
   * @param <A> the type of an argument
   * @param <R> the type of a result
   * @return the results
   */
  <A, R> ResultIterator<R> imapUnordered(
      Func1<A, R> task, Iterator<? extends A> inputs, int chunkSize);

  /**
   * Takes no more tasks; the workers leave when everything that was submitted is done. Returns at
   * once, keeps the JVM alive until then, and does nothing the second time.
   */
  @Override
  void close();

  /**
   * Waits until every task has an outcome, every callback has run and every worker process has
   * gone.
   *
   * @throws IllegalStateException if the pool was neither closed nor terminated before
   * @throws PoolInterruptedException if this thread is interrupted
   */
  void join();

  /**
   * As {@link #join()}, but not for longer than that.
   *
   * @param timeout how long; zero or less only looks
   * @return whether the pool has ended
   */
  boolean join(Duration timeout);

  /**
   * Kills the workers now. Everything that is pending ends with {@link PoolTerminatedException}.
   * Does nothing if the pool has ended.
   */
  void terminate();

  /**
   * This pool for calls with other options. What the options do not set is as it is here; what ends
   * the one pool ends the other, and both share their workers.
   *
   * @param options what is to be different
   * @return a view of this pool; not to be closed by itself
   */
  Pool with(TaskOptions options);

  /**
   * What this pool has done so far, its end included.
   *
   * @return the counts of this moment
   */
  PoolStatistics statistics();

  /**
   * This pool as an executor of the JDK. It is the same pool: what closes the one closes the other.
   *
   * @return always the same executor
   */
  PoolExecutorService asExecutorService();
}
