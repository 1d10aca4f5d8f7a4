package dev.warren.process;

import dev.warren.subprocess.CommandLostException;
import dev.warren.subprocess.Popen;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The children of a process that run, and what becomes of them at its end: daemons are terminated,
 * others are waited for, as in Python. Thread-safe.
 */
final class Children {

  /**
   * A child that was started. What is asked of it here is asked of its process, as its handle may
   * be closed.
   */
  private record Started(
      ChildProcess child, boolean daemon, Popen popen, CompletableFuture<Integer> exit) {

    boolean runs() {
      try {
        return popen.poll().isEmpty();
      } catch (CommandLostException e) {
        return false;
      }
    }

    /** Waits for its end, whatever that is. */
    void awaitEnd() {
      var unused = exit.handle((code, lost) -> code).join();
    }
  }

  private final Queue<Started> all = new ConcurrentLinkedQueue<>();

  private static final class Own {

    static final Children CHILDREN = new Children();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(CHILDREN::atExit, "warren-children"));
    }
  }

  /** The children of this process. */
  static Children ofThisProcess() {
    return Own.CHILDREN;
  }

  /** Adds a child that was started just now. */
  void add(ChildProcess child, Popen popen) {
    Started started = new Started(child, child.isDaemon(), popen, popen.onExit());
    all.add(started);
    var unused = started.exit.whenComplete((code, lost) -> all.remove(started));
    if (!started.daemon) {
      // No daemon, so that the JVM waits for it.
      new Thread(started::awaitEnd, "warren-join-" + child.name()).start();
    }
  }

  List<ChildProcess> active() {
    return all.stream().filter(Started::runs).map(Started::child).toList();
  }

  void atExit() {
    List<Started> last = List.copyOf(all);
    last.stream().filter(Started::daemon).forEach(each -> each.popen.terminate());
    last.stream().filter(each -> !each.daemon).forEach(Started::awaitEnd);
  }
}
