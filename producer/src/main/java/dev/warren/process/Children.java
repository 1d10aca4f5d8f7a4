package dev.warren.process;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The children of this process that run, and what becomes of them at its end: daemons are
 * terminated, others are waited for, as in Python.
 */
final class Children {

  private static final Set<ChildProcess> RUNNING = new LinkedHashSet<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Children::atExit, "warren-children"));
  }

  private Children() {}

  static void add(ChildProcess child) {
    synchronized (RUNNING) {
      RUNNING.add(child);
    }
    var unused = child.onExit().whenComplete((exit, lost) -> remove(child));
    if (!child.isDaemon()) {
      // No daemon, so that the JVM waits for it.
      new Thread(() -> awaitEnd(child), "warren-join-" + child.name()).start();
    }
  }

  private static void remove(ChildProcess child) {
    synchronized (RUNNING) {
      RUNNING.remove(child);
    }
  }

  static List<ChildProcess> active() {
    synchronized (RUNNING) {
      return List.copyOf(RUNNING);
    }
  }

  private static void atExit() {
    List<ChildProcess> all = active();
    all.stream().filter(ChildProcess::isDaemon).forEach(ChildProcess::terminate);
    all.stream().filter(each -> !each.isDaemon()).forEach(Children::awaitEnd);
  }

  /** Waits for the end of a child, whatever that is. */
  private static void awaitEnd(ChildProcess child) {
    var unused = child.onExit().handle((exit, lost) -> exit).join();
  }
}
