package dev.warren.task;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where {@link TaskContext#current()} looks. Worker processes set it; a unit test of a task that
 * asks for its context may do so too. Thread-safe.
 */
public final class CurrentTask {

  private static volatile Supplier<Optional<TaskContext>> source = Optional::empty;

  private CurrentTask() {}

  /**
   * Sets where the context comes from, for the whole process.
   *
   * @param newSource asked at every call of {@link TaskContext#current()}; empty outside a task
   */
  public static void from(Supplier<Optional<TaskContext>> newSource) {
    source = Objects.requireNonNull(newSource, "newSource");
  }

  static Optional<TaskContext> find() {
    return source.get();
  }
}
