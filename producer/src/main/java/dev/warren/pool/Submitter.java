package dev.warren.pool;

import dev.warren.task.Terms;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** Takes the calls of a pool. */
interface Submitter {

  /** As many calls at a time as the measurements say. */
  int ANY_CHUNK = 0;

  /** One call. */
  <R> Handle<R> apply(Terms terms, Serializable task, Object... arguments);

  /** One call for each input, of which {@code arguments} makes what the task takes. */
  <I, R> Handle<List<R>> map(
      Terms terms,
      Serializable task,
      Iterable<? extends I> inputs,
      int chunkSize,
      Function<? super I, Object[]> arguments);

  /** One call for each input, on demand. */
  <R> ResultIterator<R> imap(
      Terms terms, Serializable task, Iterator<?> inputs, int chunkSize, boolean ordered);
}
