package dev.warren.pool;

import dev.warren.codec.OutcomeReader;
import dev.warren.codec.UnencodableException;
import dev.warren.lambda.TaskRef;
import dev.warren.lambda.TaskRefs;
import dev.warren.retry.RetryPolicy;
import dev.warren.task.Outcome;
import dev.warren.transport.LinkSettings;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * A pool without processes and broker: each call is written, run on its caller's thread, and read
 * again, so that what would not travel fails here as well. See {@link Pool#inline()}.
 */
final class InlinePool implements Pool, PoolExecutor.Backing {

  /** A chunk size where none was asked for; each call travels alone whatever it is. */
  private static final int ANY = Integer.MAX_VALUE;

  private final TaskRefs refs = new TaskRefs(false);
  private final Callbacks callbacks = new Callbacks();
  private final InlineLife life = new InlineLife(callbacks);
  private final PoolExecutor executor = new PoolExecutor(this);
  private final AtomicLong nextId = new AtomicLong();

  @Override
  public <R> Handle<R> submit(Serializable task, Object... arguments) {
    life.enter();
    try {
      return call(ref(task), arguments);
    } finally {
      life.leave();
    }
  }

  private <R> Handle<R> call(TaskRef task, Object... arguments) {
    Handle<R> handle = new Handle<>(callbacks);
    Draft draft = new Draft(task, nextId.getAndIncrement());
    try {
      draft.addEncoded(handle, task.encode(arguments));
      run(task, draft);
    } catch (UnencodableException e) {
      handle.complete(Conclusion.failed(e));
    }
    return handle;
  }

  private <I, R> Handle<List<R>> map(
      Serializable task,
      Iterable<? extends I> inputs,
      int chunkSize,
      Function<? super I, Object[]> arguments) {
    CallArguments.checked(chunkSize);
    life.enter();
    try {
      TaskRef ref = ref(task);
      Handle<List<R>> handle = new Handle<>(callbacks);
      List<I> copy = new ArrayList<>();
      inputs.forEach(copy::add);
      MapLane<I> lane = new MapLane<>(ref, chunkSize, copy, arguments, handle);
      handle.onCancel(kill -> lane.cancel());
      if (copy.isEmpty()) {
        handle.complete(Conclusion.succeeded(List.of()));
      }
      while (!lane.isExhausted()) {
        Draft draft = new Draft(ref, nextId.getAndIncrement());
        lane.fill(draft, 1);
        run(ref, draft);
      }
      return handle;
    } finally {
      life.leave();
    }
  }

  /** Runs the one call of a draft, or none if its arguments could not be written. */
  private void run(TaskRef task, Draft draft) {
    if (draft.size() == 0) {
      return;
    }
    Flight flight = draft.toFlight(0, RetryPolicy.ofDefaults().crashAttempts(), false);
    flight.board();
    byte[] answer = InlineWorker.run(flight.message());
    Outcome outcome = OutcomeReader.read(answer).outcomes().get(0);
    Pending call = flight.take(outcome.id());
    call.complete(
        life.isTerminated()
            ? Conclusion.failed(InlineLife.terminated())
            : Conclusion.of(outcome, task.name(), "in this program", task.result()));
  }

  private <R> ResultIterator<R> imap(Serializable task, Iterator<?> inputs, int chunkSize) {
    CallArguments.checked(chunkSize);
    life.enter();
    try {
      TaskRef ref = ref(task);
      life.iterationBegins();
      return new InlineResults<>(life, inputs, input -> callOfIteration(ref, input));
    } finally {
      life.leave();
    }
  }

  private <R> Handle<R> callOfIteration(TaskRef task, Object input) {
    life.enterIteration();
    try {
      return call(task, input);
    } finally {
      life.leave();
    }
  }

  private TaskRef ref(Serializable task) {
    return task instanceof NamedTask<?, ?> named ? named.ref() : refs.of(task);
  }

  @Override
  public void check(Serializable task) {
    ref(task);
  }

  @Override
  public <R> AsyncResult<R> applyAsync(Func0<R> task) {
    return submit(task);
  }

  @Override
  public <A, R> AsyncResult<R> applyAsync(Func1<A, R> task, A a) {
    return submit(task, (Object) a);
  }

  @Override
  public <A, B, R> AsyncResult<R> applyAsync(Func2<A, B, R> task, A a, B b) {
    return submit(task, a, b);
  }

  @Override
  public <A, B, C, R> AsyncResult<R> applyAsync(Func3<A, B, C, R> task, A a, B b, C c) {
    return submit(task, a, b, c);
  }

  @Override
  public <A, R> AsyncResult<List<R>> mapAsync(Func1<A, R> task, Iterable<? extends A> inputs) {
    return mapAsync(task, inputs, ANY);
  }

  @Override
  public <A, R> AsyncResult<List<R>> mapAsync(
      Func1<A, R> task, Iterable<? extends A> inputs, int chunkSize) {
    return map(task, inputs, chunkSize, CallArguments::one);
  }

  @Override
  public <A, B, R> AsyncResult<List<R>> starmapAsync(
      Func2<A, B, R> task, Iterable<? extends Args2<? extends A, ? extends B>> inputs) {
    return starmapAsync(task, inputs, ANY);
  }

  @Override
  public <A, B, R> AsyncResult<List<R>> starmapAsync(
      Func2<A, B, R> task,
      Iterable<? extends Args2<? extends A, ? extends B>> inputs,
      int chunkSize) {
    return map(task, inputs, chunkSize, CallArguments::two);
  }

  @Override
  public <A, B, C, R> AsyncResult<List<R>> starmapAsync(
      Func3<A, B, C, R> task,
      Iterable<? extends Args3<? extends A, ? extends B, ? extends C>> inputs) {
    return starmapAsync(task, inputs, ANY);
  }

  @Override
  public <A, B, C, R> AsyncResult<List<R>> starmapAsync(
      Func3<A, B, C, R> task,
      Iterable<? extends Args3<? extends A, ? extends B, ? extends C>> inputs,
      int chunkSize) {
    return map(task, inputs, chunkSize, CallArguments::three);
  }

  @Override
  public <A, R> ResultIterator<R> imap(Func1<A, R> task, Iterator<? extends A> inputs) {
    return imap((Serializable) task, inputs, ANY);
  }

  @Override
  public <A, R> ResultIterator<R> imap(
      Func1<A, R> task, Iterator<? extends A> inputs, int chunkSize) {
    return imap((Serializable) task, inputs, chunkSize);
  }

  @Override
  public <A, R> ResultIterator<R> imapUnordered(Func1<A, R> task, Iterator<? extends A> inputs) {
    return imap((Serializable) task, inputs, ANY);
  }

  @Override
  public <A, R> ResultIterator<R> imapUnordered(
      Func1<A, R> task, Iterator<? extends A> inputs, int chunkSize) {
    return imap((Serializable) task, inputs, chunkSize);
  }

  /** Nothing is ever sent again here. */
  @Override
  public PoolStatistics statistics() {
    return new PoolStatistics(nextId.get(), 0, 0);
  }

  @Override
  public PoolExecutorService asExecutorService() {
    return executor;
  }

  @Override
  public void callback(Runnable action) {
    callbacks.run(action);
  }

  @Override
  public void close() {
    life.close();
  }

  @Override
  public void terminate() {
    life.terminate();
  }

  @Override
  public void join() {
    join(LinkSettings.FOR_EVER);
  }

  @Override
  public boolean join(Duration timeout) {
    return life.join(Handle.nanos(timeout));
  }

  @Override
  public boolean isOpen() {
    return life.isOpen();
  }

  @Override
  public boolean hasEnded() {
    return life.hasEnded();
  }

  @Override
  public boolean awaitEnd(long nanos) throws InterruptedException {
    return life.awaitEnd(nanos);
  }
}
