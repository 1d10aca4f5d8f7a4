package dev.warren.pool;

import dev.warren.task.Failure;
import dev.warren.task.Outcome;
import dev.warren.task.TaskName;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Makes exceptions out of failures that have travelled. Never throws over it. */
final class Rebuilt {

  private Rebuilt() {}

  /**
   * What a caller should see: the task's own unchecked exception, or a {@link RemoteTaskException}.
   */
  static Throwable of(Outcome.Failed outcome, TaskName task, Origin origin) {
    Failure failure = outcome.failure();
    Throwable original = exception(failure).orElseGet(() -> new RemoteStackTrace(failure));
    boolean unchecked = original instanceof RuntimeException || original instanceof Error;
    RemoteTaskException remote =
        new RemoteTaskException(
            task.toString(), outcome.id(), origin, failure, unchecked ? null : original);
    if (!unchecked) {
      return remote;
    }
    original.addSuppressed(remote);
    return original;
  }

  /** The exception itself, if its class is here and can be made to say the same. */
  static Optional<Throwable> exception(Failure failure) {
    try {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      Class<?> type = Class.forName(failure.type(), false, loader);
      if (!Throwable.class.isAssignableFrom(type)) {
        return Optional.empty();
      }
      Throwable cause = failure.cause() == null ? null : rebuildCause(failure.cause());
      Optional<Throwable> made = instance(type, failure.message(), cause);
      made.ifPresent(it -> it.setStackTrace(stack(failure)));
      return made;
    } catch (ClassNotFoundException | RuntimeException | Error e) {
      return Optional.empty();
    }
  }

  private static Throwable rebuildCause(Failure cause) {
    return exception(cause).orElseGet(() -> new RemoteStackTrace(cause));
  }

  private static Optional<Throwable> instance(Class<?> type, String message, Throwable cause) {
    record Attempt(List<Class<?>> parameters, Object[] values) {}
    List<Attempt> attempts =
        List.of(
            new Attempt(List.of(String.class, Throwable.class), new Object[] {message, cause}),
            new Attempt(List.of(String.class), new Object[] {message}),
            new Attempt(List.of(), new Object[] {}),
            new Attempt(List.of(Throwable.class), new Object[] {cause}),
            new Attempt(List.of(Object.class), new Object[] {message}));
    for (Attempt each : attempts) {
      try {
        Constructor<?> constructor =
            type.getDeclaredConstructor(each.parameters().toArray(Class<?>[]::new));
        if (!constructor.trySetAccessible()) {
          continue;
        }
        Throwable made = (Throwable) constructor.newInstance(each.values());
        if (cause != null && made.getCause() == null) {
          made.initCause(cause);
        }
        // A constructor that words its message itself would say something else than the original.
        if (Objects.equals(made.getMessage(), message)) {
          return Optional.of(made);
        }
      } catch (ReflectiveOperationException | RuntimeException | Error e) {
        // Not this way; perhaps the next.
      }
    }
    return Optional.empty();
  }

  private static StackTraceElement[] stack(Failure failure) {
    return failure.stack().stream().map(Failure.Frame::toElement).toArray(StackTraceElement[]::new);
  }

  /** Stands for an exception whose class cannot be had here. */
  private static final class RemoteStackTrace extends Exception {

    private static final long serialVersionUID = 1L;

    RemoteStackTrace(Failure failure) {
      super(failure.toString(), failure.cause() == null ? null : rebuildCause(failure.cause()));
      setStackTrace(stack(failure));
    }
  }
}
