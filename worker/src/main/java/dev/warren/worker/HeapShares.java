package dev.warren.worker;

import dev.warren.spi.SlotRange;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.worker.child.ChildSettings;
import dev.warren.worker.memory.MemoryShare;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * How the children of a host share the machine's memory, however many they come to be. Where the
 * rule decides on their heaps, these become smaller when there are to be more of them, and never
 * larger again: children that are replaced for each change would cost more than it brings.
 * Thread-safe.
 */
final class HeapShares {

  private static final List<String> HEAP_OPTIONS = List.of("-Xmx", "-XX:MaxHeapSize", "-XX:MaxRAM");

  private final WorkerHostSettings host;
  private final MemoryShare share;
  private final LongSupplier machine;

  /** Whether options of the user say how large a heap is. */
  private final boolean heapIsGiven;

  private int processes;
  private ChildSettings children;

  /** The heap that a child has told of; 0 before the first one. */
  private long heap;

  /**
   * Shares the memory among as many as the host may come to have by itself.
   *
   * @throws IllegalArgumentException if the machine has not the memory that they may use
   */
  HeapShares(WorkerHostSettings host, LongSupplier machine) {
    this.host = host;
    this.machine = machine;
    this.processes = host.autoscale().map(SlotRange::most).orElse(host.processes());
    this.share = new MemoryShare(host.heap(), host.memory()).checked(processes, machine);
    this.children = ChildSettings.of(host, share, processes);
    this.heapIsGiven =
        host.jvmOptions().stream().anyMatch(it -> HEAP_OPTIONS.stream().anyMatch(it::startsWith));
  }

  /** What a child has from now on. */
  synchronized ChildSettings children() {
    return children;
  }

  /** A child has come up, with that heap, in bytes. */
  void childReady(long itsHeap) {
    synchronized (this) {
      heap = itsHeap;
    }
  }

  /** Warns if the children that there are may have more than the machine. */
  void warn() {
    share.warn(processes(), heap());
  }

  private synchronized int processes() {
    return processes;
  }

  private synchronized long heap() {
    return heap;
  }

  /**
   * Sees to it that there is memory for so many children.
   *
   * @throws IllegalArgumentException if there is not
   */
  synchronized void resize(int count) {
    if (count <= processes) {
      return;
    }
    share.checked(count, machine);
    if (heapIsGiven && heap > 0) {
      share.checkHeaps(count, heap, machine);
    } else if (host.heap() == 0 && host.memory() == 0 && machine.getAsLong() > 0) {
      share.checkHeaps(count, machine.getAsLong() / 2 / count, machine);
    }
    processes = count;
    if (!heapIsGiven) {
      children = ChildSettings.of(host, share, count);
    }
  }
}
