package dev.warren.pool;

import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/** An {@code imap} that runs each call when its result is asked for. For one consumer at a time. */
final class InlineResults<R> implements ResultIterator<R> {

  private final InlineLife life;
  private final Iterator<?> inputs;
  private final Function<Object, Handle<R>> run;
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
    if (!hasNext()) {
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
      life.iterationEnded();
    }
  }
}
