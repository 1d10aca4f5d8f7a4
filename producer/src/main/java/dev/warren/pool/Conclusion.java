package dev.warren.pool;

import dev.warren.codec.UndecodableException;
import dev.warren.codec.ValueCodec;
import dev.warren.task.Outcome;
import dev.warren.task.TaskName;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * How a call has ended, in terms of the caller: a value, or an exception. One that has travelled is
 * made anew for each who asks, so that no two threads share it.
 */
record Conclusion(Object value, Supplier<Throwable> exception) {

  /** Somebody has cancelled it; it may have begun. */
  static final Conclusion CANCELLED = new Conclusion(null, Conclusion::cancellation);

  /** Somebody has cancelled it before it began. */
  static final Conclusion NEVER_RAN = new Conclusion(null, Conclusion::cancellation);

  private static Throwable cancellation() {
    return new CancellationException("the task was cancelled");
  }

  static Conclusion succeeded(Object value) {
    return new Conclusion(value, null);
  }

  static Conclusion failed(RuntimeException reason) {
    return new Conclusion(null, () -> reason);
  }

  /** Reads an outcome. */
  static Conclusion of(Outcome outcome, TaskName task, Origin origin, ValueCodec result) {
    if (outcome instanceof Outcome.Succeeded it) {
      try {
        return succeeded(result.read(it.value()));
      } catch (UndecodableException e) {
        return failed(
            new UndecodableException(
                "the result of " + task + " cannot be read: " + e.getMessage(), e));
      }
    }
    if (outcome instanceof Outcome.Failed it) {
      return new Conclusion(null, () -> Rebuilt.of(it, task, origin));
    }
    if (outcome instanceof Outcome.WorkerDied it) {
      return new Conclusion(
          null, () -> new WorkerDiedException(task.toString(), it.id(), it.deaths(), origin));
    }
    if (outcome instanceof Outcome.TimedOut it) {
      return new Conclusion(null, () -> TaskTimeoutException.of(it, task, origin));
    }
    if (outcome instanceof Outcome.Cancelled it) {
      return it.begun() ? CANCELLED : NEVER_RAN;
    }
    if (outcome instanceof Outcome.Expired it) {
      return new Conclusion(
          null,
          () -> new TaskExpiredException(task.toString(), it.id(), it.at(), origin.history()));
    }
    Outcome.Rejected it = (Outcome.Rejected) outcome;
    return new Conclusion(null, () -> new TaskRejectedException(it.id(), it.reason()));
  }

  // By identity: a task may throw a CancellationException of its own.
  @SuppressWarnings("ReferenceEquality")
  boolean isCancelled() {
    return this == CANCELLED || this == NEVER_RAN;
  }

  @SuppressWarnings("ReferenceEquality")
  boolean neverRan() {
    return this == NEVER_RAN;
  }

  boolean isSuccess() {
    return exception == null;
  }

  /** The value, or the exception thrown: unchecked as it is, checked inside another. */
  Object get() {
    if (exception == null) {
      return value;
    }
    Throwable thrown = exception.get();
    if (thrown instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    throw (Error) thrown;
  }
}
