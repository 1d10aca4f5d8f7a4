package dev.warren.pool;

import dev.warren.task.Terms;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;

/** What a pool and its views have in common: calls of every shape, submitted on their options. */
abstract class Submissions implements Pool, PoolExecutor.Backing {

  private final TaskOptions options;
  private final PoolExecutor executor = new PoolExecutor(this);

  Submissions(TaskOptions options) {
    this.options = options;
  }

  final TaskOptions options() {
    return options;
  }

  /** What takes the calls of a pool; throws why if the pool takes none. */
  abstract Submitter running();

  /** On what terms a call goes that is submitted now. */
  private Terms terms() {
    return options.terms();
  }

  @Override
  public final PoolExecutorService asExecutorService() {
    return executor;
  }

  @Override
  public final <R> Handle<R> submit(Serializable task, Object... arguments) {
    return running().apply(terms(), task, arguments);
  }

  @Override
  public <R> AsyncResult<R> applyAsync(Func0<R> task) {
    return running().apply(terms(), task);
  }

  @Override
  public <A, R> AsyncResult<R> applyAsync(Func1<A, R> task, A a) {
    return running().apply(terms(), task, (Object) a);
  }

  @Override
  public <A, B, R> AsyncResult<R> applyAsync(Func2<A, B, R> task, A a, B b) {
    return running().apply(terms(), task, a, b);
  }

  @Override
  public <A, B, C, R> AsyncResult<R> applyAsync(Func3<A, B, C, R> task, A a, B b, C c) {
    return running().apply(terms(), task, a, b, c);
  }

  @Override
  public <A, R> AsyncResult<List<R>> mapAsync(Func1<A, R> task, Iterable<? extends A> inputs) {
    return running().map(terms(), task, inputs, Submitter.ANY_CHUNK, CallArguments::one);
  }

  @Override
  public <A, R> AsyncResult<List<R>> mapAsync(
      Func1<A, R> task, Iterable<? extends A> inputs, int chunkSize) {
    return running()
        .map(terms(), task, inputs, CallArguments.checked(chunkSize), CallArguments::one);
  }

  @Override
  public <A, B, R> AsyncResult<List<R>> starmapAsync(
      Func2<A, B, R> task, Iterable<? extends Args2<? extends A, ? extends B>> inputs) {
    return running().map(terms(), task, inputs, Submitter.ANY_CHUNK, CallArguments::two);
  }

  @Override
  public <A, B, R> AsyncResult<List<R>> starmapAsync(
      Func2<A, B, R> task,
      Iterable<? extends Args2<? extends A, ? extends B>> inputs,
      int chunkSize) {
    return running()
        .map(terms(), task, inputs, CallArguments.checked(chunkSize), CallArguments::two);
  }

  @Override
  public <A, B, C, R> AsyncResult<List<R>> starmapAsync(
      Func3<A, B, C, R> task,
      Iterable<? extends Args3<? extends A, ? extends B, ? extends C>> inputs) {
    return running().map(terms(), task, inputs, Submitter.ANY_CHUNK, CallArguments::three);
  }

  @Override
  public <A, B, C, R> AsyncResult<List<R>> starmapAsync(
      Func3<A, B, C, R> task,
      Iterable<? extends Args3<? extends A, ? extends B, ? extends C>> inputs,
      int chunkSize) {
    return running()
        .map(terms(), task, inputs, CallArguments.checked(chunkSize), CallArguments::three);
  }

  @Override
  public <A, R> ResultIterator<R> imap(Func1<A, R> task, Iterator<? extends A> inputs) {
    return running().imap(terms(), task, inputs, Submitter.ANY_CHUNK, true);
  }

  @Override
  public <A, R> ResultIterator<R> imap(
      Func1<A, R> task, Iterator<? extends A> inputs, int chunkSize) {
    return running().imap(terms(), task, inputs, CallArguments.checked(chunkSize), true);
  }

  @Override
  public <A, R> ResultIterator<R> imapUnordered(Func1<A, R> task, Iterator<? extends A> inputs) {
    return running().imap(terms(), task, inputs, Submitter.ANY_CHUNK, false);
  }

  @Override
  public <A, R> ResultIterator<R> imapUnordered(
      Func1<A, R> task, Iterator<? extends A> inputs, int chunkSize) {
    return running().imap(terms(), task, inputs, CallArguments.checked(chunkSize), false);
  }
}
