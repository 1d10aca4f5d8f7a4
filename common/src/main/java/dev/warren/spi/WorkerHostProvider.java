package dev.warren.spi;

/** Starts worker hosts in this JVM; found by {@link java.util.ServiceLoader}. */
public interface WorkerHostProvider {

  /**
   * Starts a worker host and returns at once; its processes and its connection come up in the
   * background.
   *
   * @param settings what it should do
   * @param listener hears if it has to give up
   * @return the host
   */
  RunningWorkerHost start(WorkerHostSettings settings, WorkerHostListener listener);
}
