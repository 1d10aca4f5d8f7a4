package dev.warren.e2e;

import dev.warren.task.Task;

/** What the worker hosts of {@link RemoteHostsIT} run. */
public final class RemoteHostsTasks {

  private RemoteHostsTasks() {}

  @Task
  public static long work(long x) {
    E2eTasks.busyMicros(100);
    return x * x;
  }
}
