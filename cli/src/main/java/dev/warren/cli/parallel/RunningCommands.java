package dev.warren.cli.parallel;

import dev.warren.subprocess.Command;
import dev.warren.subprocess.Popen;
import dev.warren.task.WarrenException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The commands that run now, to be killed all at once. Thread-safe. */
final class RunningCommands {

  private final Set<Popen> all = ConcurrentHashMap.newKeySet();
  private final Set<Thread> starting = new HashSet<>();
  private volatile boolean killed;
  private boolean stopped;

  /**
   * Has a launcher start a command, which may wait until there is somebody to run it.
   *
   * @throws GivenUpException if it waits no more, because no command is to be started any more
   */
  Popen start(Launcher launcher, Command command) {
    beginStart();
    try {
      Popen popen = launcher.start(command);
      all.add(popen);
      if (killed) {
        popen.kill();
      }
      return popen;
    } catch (WarrenException e) {
      throw isStopped() ? new GivenUpException(e) : e;
    } finally {
      endStart();
    }
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  private synchronized void beginStart() {
    starting.add(Thread.currentThread());
    if (killed || stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Who was told to give up meant the start, and no later wait. */
  private synchronized void endStart() {
    starting.remove(Thread.currentThread());
    if (killed || stopped) {
      Thread.interrupted();
    }
  }

  void remove(Popen popen) {
    all.remove(popen);
  }

  /** Gives up what waits for somebody to run it; what runs goes on. */
  synchronized void stop() {
    stopped = true;
    starting.forEach(Thread::interrupt);
  }

  /** Kills all that run, with all that descends from them, and whatever is being started. */
  void kill() {
    synchronized (this) {
      killed = true;
      starting.forEach(Thread::interrupt);
    }
    all.forEach(Popen::kill);
  }

  int count() {
    return all.size();
  }
}
