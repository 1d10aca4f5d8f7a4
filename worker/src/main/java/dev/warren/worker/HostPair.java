package dev.warren.worker;

import dev.warren.spi.RunningWorkerHost;
import java.time.Duration;

/** The host of the tasks of a queue and that of its commands, as one. */
record HostPair(RunningWorkerHost tasks, RunningWorkerHost commands) implements RunningWorkerHost {

  @Override
  public void drain() {
    tasks.drain();
    commands.drain();
  }

  @Override
  public void kill() {
    tasks.kill();
    commands.kill();
  }

  @Override
  public boolean awaitEnd(Duration timeout) throws InterruptedException {
    long start = System.nanoTime();
    return tasks.awaitEnd(timeout)
        && commands.awaitEnd(timeout.minusNanos(System.nanoTime() - start));
  }
}
