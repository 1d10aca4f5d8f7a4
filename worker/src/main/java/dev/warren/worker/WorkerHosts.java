package dev.warren.worker;

import dev.warren.spi.WorkerHostListener;
import dev.warren.spi.WorkerHostProvider;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.worker.command.CommandHost;

/**
 * Starts worker hosts: for tasks, and where the settings say so for commands as well. Pools with
 * local workers find it as a service.
 */
public final class WorkerHosts implements WorkerHostProvider {

  /** For {@link java.util.ServiceLoader}. */
  public WorkerHosts() {}

  @Override
  public ObservedHost start(WorkerHostSettings settings, WorkerHostListener listener) {
    WorkerHost tasks = WorkerHost.start(settings, listener);
    if (settings.commands().isEmpty()) {
      return tasks;
    }
    try {
      HostPair both = new HostPair(tasks, CommandHost.start(settings, listener));
      tasks.partOf(both);
      return both;
    } catch (RuntimeException e) {
      tasks.kill();
      throw e;
    }
  }
}
