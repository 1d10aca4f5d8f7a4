package dev.warren.worker;

import dev.warren.spi.RunningWorkerHost;

/** A worker host that tells how it is. Thread-safe. */
public interface ObservedHost extends RunningWorkerHost {

  /**
   * How it is now. Asks nobody and waits for nothing, so it may be called at any time and from any
   * thread.
   *
   * @return a new status
   */
  HostStatus status();
}
