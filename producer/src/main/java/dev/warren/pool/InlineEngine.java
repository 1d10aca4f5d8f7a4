package dev.warren.pool;

import dev.warren.codec.OutcomeGroup;
import dev.warren.codec.OutcomeReader;
import dev.warren.codec.UnencodableException;
import dev.warren.lambda.TaskRef;
import dev.warren.lambda.TaskRefs;
import dev.warren.task.Outcome;
import dev.warren.task.Schedule;
import dev.warren.task.Terms;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Runs the calls of an inline pool: each is written, run on its caller's thread, and read again, so
 * that what would not travel fails here as well. Thread-safe.
 */
final class InlineEngine implements Submitter {

  private final TaskRefs refs = new TaskRefs(false);
  private final Callbacks callbacks = new Callbacks();
  private final InlineLife life = new InlineLife(callbacks);
  private final AtomicLong nextId = new AtomicLong();

  InlineLife life() {
    return life;
  }

  Callbacks callbacks() {
    return callbacks;
  }

  /** How many calls were run. */
  long calls() {
    return nextId.get();
  }

  @Override
  public <R> Handle<R> apply(Terms terms, Serializable task, Object... arguments) {
    life.enter();
    try {
      return call(terms, ref(task), arguments);
    } finally {
      life.leave();
    }
  }

  private <R> Handle<R> call(Terms terms, TaskRef task, Object... arguments) {
    Handle<R> handle = new Handle<>(callbacks);
    Draft draft = new Draft(task, nextId.getAndIncrement());
    try {
      draft.addEncoded(handle, task.encode(arguments));
      run(terms, task, draft);
    } catch (UnencodableException e) {
      handle.complete(Conclusion.failed(e));
    }
    return handle;
  }

  /** The chunk size makes no difference: each call travels alone. */
  @Override
  public <I, R> Handle<List<R>> map(
      Terms terms,
      Serializable task,
      Iterable<? extends I> inputs,
      int chunkSize,
      Function<? super I, Object[]> arguments) {
    life.enter();
    try {
      TaskRef ref = ref(task);
      Handle<List<R>> handle = new Handle<>(callbacks);
      List<I> copy = new ArrayList<>();
      inputs.forEach(copy::add);
      MapLane<I> lane = new MapLane<>(ref, terms, Integer.MAX_VALUE, copy, arguments, handle);
      handle.onCancel(kill -> lane.cancel());
      if (copy.isEmpty()) {
        handle.complete(Conclusion.succeeded(List.of()));
      }
      while (!lane.isExhausted()) {
        Draft draft = new Draft(ref, nextId.getAndIncrement());
        lane.fill(draft, 1);
        run(terms, ref, draft);
      }
      return handle;
    } finally {
      life.leave();
    }
  }

  /** Runs the one call of a draft, or none if its arguments could not be written. */
  private void run(Terms terms, TaskRef task, Draft draft) {
    if (draft.size() == 0) {
      return;
    }
    Flight flight = draft.toFlight(0, terms.withSchedule(Schedule.atOnce()));
    flight.board();
    OutcomeGroup answer = OutcomeReader.read(InlineWorker.run(flight.message()));
    Outcome outcome = answer.outcomes().get(0);
    Pending call = flight.take(outcome.id());
    if (!answer.history().isEmpty()) {
      call.triedBefore(answer.history());
    }
    call.complete(
        life.isTerminated()
            ? Conclusion.failed(InlineLife.terminated())
            : Conclusion.of(outcome, task.name(), Origin.of(answer), task.result()));
  }

  @Override
  public <R> ResultIterator<R> imap(
      Terms terms, Serializable task, Iterator<?> inputs, int chunkSize, boolean ordered) {
    life.enter();
    try {
      TaskRef ref = ref(task);
      InlineResults<R> results =
          new InlineResults<>(life, inputs, input -> callOfIteration(terms, ref, input));
      life.iterationBegins(results);
      return results;
    } finally {
      life.leave();
    }
  }

  private <R> Handle<R> callOfIteration(Terms terms, TaskRef task, Object input) {
    life.enterIteration();
    try {
      return call(terms, task, input);
    } finally {
      life.leave();
    }
  }

  /** Names a task. */
  TaskRef ref(Serializable task) {
    return task instanceof NamedTask<?, ?> named ? named.ref() : refs.of(task);
  }
}
