package dev.warren.pool;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeoutException;

/**
 * The results of an {@code imap}, as they come. A call that failed throws from {@link #next()} in
 * its place, and the iteration can go on behind it. For one consumer at a time.
 *
 * @param <T> the type of a result
 */
public interface ResultIterator<T> extends Iterator<T>, AutoCloseable {

  /**
   * Waits for the next result.
   *
   * @return the result, possibly null
   * @throws java.util.NoSuchElementException if there is no other
   * @throws RuntimeException as {@link AsyncResult#get()}
   */
  @Override
  T next();

  /**
   * Waits for the next result, but not for longer than that.
   *
   * @param timeout how long; zero or less only looks
   * @return the result, possibly null
   * @throws TimeoutException if it is not there by then; it can be asked for again
   */
  T next(Duration timeout) throws TimeoutException;

  /**
   * Says which input the last result is of: the one that {@link #next()} returned, or threw for.
   *
   * @return its position in the input, from 0
   * @throws IllegalStateException if no result was taken yet
   */
  long index();

  /**
   * Pulls no more input. What was pulled already still runs, its results are dropped. A pool cannot
   * be joined while an iteration is left half-way and open.
   */
  @Override
  void close();
}
