package dev.warren.worker;

import dev.warren.task.HostState;
import dev.warren.worker.command.CommandHost;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalInt;

/** The host of the tasks of a queue and that of its commands, as one. */
final class HostPair implements ObservedHost {

  private final WorkerHost tasks;
  private final CommandHost commands;
  private final StateClock state = new StateClock(InstantSource.system(), HostState.CONNECTING);

  HostPair(WorkerHost tasks, CommandHost commands) {
    this.tasks = tasks;
    this.commands = commands;
  }

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

  @Override
  public synchronized HostStatus status() {
    HostStatus now = tasks.status();
    OptionalInt running = commands.running();
    boolean at = now.state() == HostState.IDLE || now.state() == HostState.BUSY;
    String reason = now.reason();
    HostState both = now.state();
    if (at && running.isEmpty()) {
      both = HostState.CONNECTING;
      reason = "no connection for commands";
    } else if (at && running.getAsInt() > 0) {
      both = HostState.BUSY;
    }
    return new HostStatus(
        both,
        state.enter(both),
        reason,
        now.slots() + commands.processes(),
        now.busySlots() + running.orElse(0),
        now.tasksDone(),
        now.failures());
  }
}
