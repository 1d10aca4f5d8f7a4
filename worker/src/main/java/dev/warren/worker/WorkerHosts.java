package dev.warren.worker;

import dev.warren.spi.RunningWorkerHost;
import dev.warren.spi.WorkerHostListener;
import dev.warren.spi.WorkerHostProvider;
import dev.warren.spi.WorkerHostSettings;

/** Starts worker hosts for pools with local workers. */
public final class WorkerHosts implements WorkerHostProvider {

  /** For {@link java.util.ServiceLoader}. */
  public WorkerHosts() {}

  @Override
  public RunningWorkerHost start(WorkerHostSettings settings, WorkerHostListener listener) {
    return WorkerHost.start(settings, listener);
  }
}
