package dev.warren.sync.state;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** An alarm by the clock, with a thread of its own. */
final class Timer implements Alarm {

  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(1, Timer::newThread);

  Timer() {
    thread.setRemoveOnCancelPolicy(true);
  }

  private static Thread newThread(Runnable task) {
    Thread made = new Thread(task, "warren-manager");
    made.setDaemon(true);
    return made;
  }

  @Override
  public Runnable in(long nanos, Runnable action) {
    Future<?> planned = thread.schedule(action, nanos, TimeUnit.NANOSECONDS);
    return () -> planned.cancel(false);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
