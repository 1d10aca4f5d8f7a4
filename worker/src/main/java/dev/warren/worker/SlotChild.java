package dev.warren.worker;

import dev.warren.spi.WorkerStartException;
import dev.warren.task.Batch;
import dev.warren.task.Code;
import dev.warren.task.Terms;
import dev.warren.worker.child.Child;
import dev.warren.worker.child.ChildSettings;
import dev.warren.worker.child.RunLimits;
import dev.warren.worker.child.RunListener;
import dev.warren.worker.child.RunResult;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process of a slot: started when it takes one, and replaced when it has died, has run its
 * number of tasks, or is not what the next call needs. Used by the slot's thread, but for what
 * kills and cancels.
 */
final class SlotChild {

  private static final Logger log = LoggerFactory.getLogger(SlotChild.class);

  /** Children that exit in a row before they are ready: the host gives up. */
  private static final int FAILED_STARTS = 3;

  /** The same for children that somebody kills; it takes more, because it is not their fault. */
  private static final int KILLED_STARTS = 20;

  /** Each call of a batch gets the last words of a process that has not started for it. */
  private static final int LONGEST_REASON = 4_000;

  private final WorkerHost host;
  private final Pulse pulse;
  private volatile Child child;
  private int tasksLeft;

  /** The heap of the child, and of one of which nothing else is said, in bytes. */
  private long heap;

  private long usualHeap;

  /** What the host gives its children, as it was when this one was started. */
  private ChildSettings share;

  /** The code of the child beyond what the host has. */
  private Code code = Code.NONE;

  SlotChild(WorkerHost host, Pulse pulse) {
    this.host = host;
    this.pulse = pulse;
  }

  long pid() {
    return child.pid();
  }

  RunResult run(Batch batch, int attempt, RunLimits limits, RunListener listener)
      throws InterruptedException {
    return child.run(batch, attempt, limits, listener);
  }

  /** How many calls the child may still run. */
  int tasksLeft() {
    return tasksLeft;
  }

  /** Counts calls that the child has run; it goes when these were the last. */
  void hasDone(int calls) throws InterruptedException {
    tasksLeft -= calls;
    if (tasksLeft <= 0) {
      leave();
    }
  }

  /** Lets a child go that was started for one batch alone. */
  void leaveIfUnusual() throws InterruptedException {
    if (heap != usualHeap) {
      leave();
    }
  }

  /** Any thread. */
  void kill() {
    Child now = child;
    if (now != null) {
      now.kill("");
    }
  }

  /** Ends a call if it runs there. Any thread. */
  void cancel(long task, boolean kill) {
    Child now = child;
    if (now != null) {
      now.cancel(task, kill);
    }
  }

  /** Lets the child go, and holds nothing more for it. */
  void end() throws InterruptedException {
    try {
      leave();
    } finally {
      use(Code.NONE);
    }
  }

  /** Whether the next call may have the child that there is. */
  boolean isFit() {
    Child now = child;
    return isAlive() && !now.isOverfull() && host.shares().children().equals(share);
  }

  private boolean isAlive() {
    Child now = child;
    return now != null && !now.isDead();
  }

  private void ensure() throws InterruptedException {
    if (isAlive() && !isFit()) {
      log.info(
          child.isOverfull()
              ? "a worker process with too much memory is replaced between two tasks"
              : "a worker process is replaced between two tasks: more of them share the memory");
      leave();
    }
    int failed = 0;
    int killed = 0;
    while (!isAlive() && !host.isKilled()) {
      try {
        usualHeap = start(settings());
        heap = usualHeap;
      } catch (WorkerStartException e) {
        killed += e.wasKilled() ? 1 : 0;
        failed += e.wasKilled() ? 0 : 1;
        boolean pointless = e.initializerFailure().isPresent();
        if ((pointless || failed == FAILED_STARTS || killed == KILLED_STARTS) && !host.isKilled()) {
          throw e;
        }
      }
    }
  }

  /** A child for whatever comes; if none starts with the code that was used last, one without. */
  void ensureAny() throws InterruptedException {
    try {
      ensure();
    } catch (WorkerStartException e) {
      giveUpCode(e);
      ensure();
    }
  }

  /** Code that no child starts with is the fault of who has sent it, and not of this host. */
  private void giveUpCode(WorkerStartException reason) throws InterruptedException {
    if (code.isEmpty()) {
      throw reason;
    }
    log.warn("no worker process starts with the code of a task: {}", reason.getMessage());
    leave();
    use(Code.NONE);
  }

  /** The next child has this code. */
  private void use(Code next) {
    host.code().hold(next);
    host.code().release(code);
    code = next;
  }

  /**
   * A child for a call, which may need code and more memory than others; why there is none, if the
   * code is to blame.
   */
  Optional<String> ensure(Terms terms) throws InterruptedException {
    long wanted = terms.heap(usualHeap);
    if (isAlive() && (heap != wanted || !code.equals(terms.code()))) {
      leave();
    }
    use(terms.code());
    if (!isAlive() && wanted != usualHeap && !host.isKilled()) {
      try {
        start(settings().withHeap(wanted));
        heap = wanted;
      } catch (WorkerStartException e) {
        log.warn(
            "a task that ran out of memory runs again with the heap it had, because no process with"
                + " {} bytes could be started: {}",
            wanted,
            e.getMessage());
      }
    }
    try {
      ensure();
      return Optional.empty();
    } catch (WorkerStartException e) {
      giveUpCode(e);
      String reason = "no worker process starts with the jars that came with it: " + e.getMessage();
      return Optional.of(reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
    }
  }

  private ChildSettings settings() {
    share = host.shares().children();
    return share.withCode(code.isEmpty() ? "" : host.code().classPath(code));
  }

  /** Starts a child, and tells the heap it has. */
  private long start(ChildSettings settings) throws InterruptedException {
    pulse.at(Pulse.Step.STARTING);
    Child fresh = Child.spawn(settings);
    child = fresh;
    if (host.isKilled()) {
      fresh.kill("");
    }
    long size = fresh.awaitReady();
    pulse.at(Pulse.Step.WORKING);
    host.memory().add(fresh);
    tasksLeft = host.maxTasksPerChild();
    fresh.onChange(host.inbox()::wakeAll);
    host.childReady(size);
    return size;
  }

  private void leave() throws InterruptedException {
    Child now = child;
    if (now != null) {
      pulse.at(Pulse.Step.WORKING);
      if (host.isKilled()) {
        now.kill("");
        now.awaitDeath();
      } else {
        now.quit();
      }
      child = null;
    }
  }
}
