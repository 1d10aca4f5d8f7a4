package dev.warren.pool;

import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * An {@code imap} that runs each call when its result is asked for. For one consumer at a time, and
 * for who joins the pool meanwhile.
 */
final class InlineResults<R> implements ResultIterator<R> {

  private final InlineLife life;
  private final Iterator<?> inputs;
  private final Function<Object, Handle<R>> run;
  private final ReentrantLock inUse = new ReentrantLock();
  private Optional<Conclusion> inputFailure = Optional.empty();
  private long index = -1;
  private boolean ended;

  InlineResults(InlineLife life, Iterator<?> inputs, Function<Object, Handle<R>> run) {
    this.life = life;
    this.inputs = inputs;
    this.run = run;
  }

  /** True as well where {@link #next()} will throw: the input has failed, or the pool has ended. */
  @Override
  public boolean hasNext() {
    inUse.lock();
    try {
      return hasMore();
    } finally {
      inUse.unlock();
    }
  }

  /**
   * Ends the iteration if its input has come to its end, which a consumer who knows how many
   * results there are never asks for. One that is in use does so itself.
   */
  void endIfAllIsTaken() {
    if (inUse.tryLock()) {
      try {
        hasMore();
      } finally {
        inUse.unlock();
      }
    }
  }

  private boolean hasMore() {
    return !ended && (life.isTerminated() || inputFailure.isPresent() || inputHasNext());
  }

  private boolean inputHasNext() {
    try {
      if (inputs.hasNext()) {
        return true;
      }
    } catch (Throwable e) {
      inputFailed(e);
      return true;
    }
    close();
    return false;
  }

  @Override
  public R next() {
    inUse.lock();
    try {
      return take();
    } finally {
      if (!life.isOpen()) {
        endIfAllIsTaken(); // Whoever joins the pool has looked before.
      }
      inUse.unlock();
    }
  }

  private R take() {
    if (!hasMore()) {
      throw new NoSuchElementException("there are no more results");
    }
    if (life.isTerminated()) {
      close();
      throw InlineLife.terminated();
    }
    Object input = nextInput();
    index++;
    return run.apply(input).get();
  }

  private Object nextInput() {
    if (inputFailure.isEmpty()) {
      try {
        return inputs.next();
      } catch (Throwable e) {
        inputFailed(e);
      }
    }
    close();
    return inputFailure.orElseThrow().get();
  }

  /** An iterator in another language may throw checked exceptions as well. */
  private void inputFailed(Throwable thrown) {
    boolean unchecked = thrown instanceof RuntimeException || thrown instanceof Error;
    Throwable reason =
        unchecked
            ? thrown
            : new UndeclaredThrowableException(thrown, "the input has failed: " + thrown);
    inputFailure = Optional.of(new Conclusion(null, () -> reason));
  }

  @Override
  public R next(Duration timeout) {
    return next();
  }

  @Override
  public long index() {
    if (index < 0) {
      throw new IllegalStateException("no result was taken yet: call next() first");
    }
    return index;
  }

  @Override
  public void close() {
    if (!ended) {
      ended = true;
      life.iterationEnded(this);
    }
  }
}
