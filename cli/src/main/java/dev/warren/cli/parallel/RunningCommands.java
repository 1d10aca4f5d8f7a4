package dev.warren.cli.parallel;

import dev.warren.subprocess.Command;
import dev.warren.subprocess.Popen;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The commands that run now, to be killed all at once. Thread-safe. */
final class RunningCommands {

  private final Set<Popen> all = ConcurrentHashMap.newKeySet();
  private final Set<Thread> starting = new HashSet<>();
  private volatile boolean killed;

  /** Has a launcher start a command, which may wait until there is somebody to run it. */
  Popen start(Launcher launcher, Command command) {
    beginStart();
    Popen popen;
    try {
      popen = launcher.start(command);
      all.add(popen);
    } finally {
      endStart();
    }
    if (killed) {
      popen.kill();
    }
    return popen;
  }

  private synchronized void beginStart() {
    starting.add(Thread.currentThread());
    if (killed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Who was told to give up meant the start, and no later wait. */
  private synchronized void endStart() {
    starting.remove(Thread.currentThread());
    if (killed) {
      Thread.interrupted();
    }
  }

  void remove(Popen popen) {
    all.remove(popen);
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
