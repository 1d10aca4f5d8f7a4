package dev.warren.worker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The slots of a host: as many as are wanted. Of those that are too many the first goes that has
 * nothing to do, so no batch is ever ended for it. Thread-safe; its lock is held for moments only,
 * and nothing is called with it.
 */
final class Slots {

  private final WorkerHost host;
  private final Runnable resized;

  /** Those whose thread has not ended. */
  private final List<Slot> all = new CopyOnWriteArrayList<>();

  /** Of these the ones that have not been let go. */
  private final Set<Slot> staying = new HashSet<>();

  private int wanted;
  private int started;
  private boolean over;

  /** {@code resized} runs when there may be another number of slots to take deliveries for. */
  Slots(WorkerHost host, Runnable resized) {
    this.host = host;
    this.resized = resized;
  }

  /** Those that there are, as they come and go. */
  List<Slot> all() {
    return Collections.unmodifiableList(all);
  }

  synchronized int wanted() {
    return wanted;
  }

  /** How many there are, or will be in a moment. */
  synchronized int count() {
    return Math.max(wanted, staying.size());
  }

  /** Whether there are more than are wanted; then each of them is busy, or about to go. */
  synchronized boolean areTooMany() {
    return staying.size() > wanted;
  }

  /** Has so many from now on; returns at once. */
  void resize(int count) {
    List<Thread> fresh = new ArrayList<>();
    synchronized (this) {
      if (over) {
        throw new IllegalStateException("this worker host is ending");
      }
      wanted = count;
      while (staying.size() < count) {
        Slot slot = new Slot(host);
        all.add(slot);
        staying.add(slot);
        started++;
        fresh.add(host.daemon(slot, "slot-" + started));
      }
    }
    fresh.forEach(Thread::start);
    host.inbox().wakeAll();
    resized.run();
  }

  /** Asked by a slot that has nothing to do: whether it goes on, or is one too many and goes. */
  boolean keeps(Slot slot) {
    synchronized (this) {
      if (staying.size() <= wanted) {
        return true;
      }
      staying.remove(slot);
    }
    resized.run();
    return false;
  }

  /** The thread of a slot ends, and its child has gone. */
  synchronized void ended(Slot slot) {
    staying.remove(slot);
    all.remove(slot);
    over = all.isEmpty();
    notifyAll();
  }

  /** Waits until all have ended; from then on there will be none. */
  synchronized void awaitEnd() throws InterruptedException {
    while (!over) {
      wait();
    }
  }

  void kill() {
    all.forEach(Slot::kill);
  }

  /** Which of them is stuck, and in what; empty if none is. */
  Optional<String> stuck() {
    return Slot.stuck(all);
  }
}
