package dev.warren.e2e;

import dev.warren.task.Task;
import java.util.concurrent.locks.LockSupport;

/** Tasks for the worker hosts of the compose file, which get them as a jar. */
public final class ComposeTasks {

  private static final long NANOS = 20_000_000;

  private ComposeTasks() {}

  /** Takes a while, so that it can be caught at it. */
  @Task
  public static long slowSquare(long number) {
    LockSupport.parkNanos(NANOS);
    return number * number;
  }
}
