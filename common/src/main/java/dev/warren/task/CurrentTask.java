package dev.warren.task;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where {@link TaskContext#current()} looks. Worker processes set it; a unit test of a task that
 * asks for its context may do so too. Thread-safe.
 */
public final class CurrentTask {

  /** A task that runs in the program itself; threads that it starts have its context as well. */
  private static final ThreadLocal<TaskContext> HERE = new InheritableThreadLocal<>();

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

  /**
   * Sets the context of this thread and those that it will start, for pools that run tasks in the
   * program itself. It goes before what was set by {@link #from}.
   *
   * @param context what a task can learn about itself; empty when it has ended
   * @return what was set before, to be set again then
   */
  public static Optional<TaskContext> inThread(Optional<TaskContext> context) {
    Optional<TaskContext> before = Optional.ofNullable(HERE.get());
    context.ifPresentOrElse(HERE::set, HERE::remove);
    return before;
  }

  static Optional<TaskContext> find() {
    TaskContext here = HERE.get();
    return here == null ? source.get() : Optional.of(here);
  }
}
