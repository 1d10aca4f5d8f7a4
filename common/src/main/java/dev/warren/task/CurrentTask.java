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
   * Begins a task on this thread, for pools that run tasks in the program itself.
   *
   * @param context what the task can learn about itself; goes before what was set by {@link #from}
   * @return ends it, and goes back to what was before
   */
  public static Ending beginHere(TaskContext context) {
    TaskContext before = HERE.get();
    HERE.set(context);
    return () -> {
      if (before == null) {
        HERE.remove();
      } else {
        HERE.set(before);
      }
    };
  }

  /** The end of a task that runs in the program itself. */
  public interface Ending extends AutoCloseable {
    /** Ends it; to be called once, on the thread that began it. */
    @Override
    void close();
  }

  static Optional<TaskContext> find() {
    TaskContext here = HERE.get();
    return here == null ? source.get() : Optional.of(here);
  }
}
