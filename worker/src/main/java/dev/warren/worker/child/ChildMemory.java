package dev.warren.worker.child;

import dev.warren.task.MemoryExcess;
import dev.warren.worker.memory.MemoryShare;
import java.util.Optional;

/** How much memory a child has, and may have. Thread-safe. */
final class ChildMemory {

  private static final long MIB = 1024 * 1024;

  private final MemoryShare share;
  private volatile long heap;
  private volatile long resident;

  ChildMemory(MemoryShare share) {
    this.share = share;
  }

  /** It has said how large its heap may become. */
  void heapMib(int mib) {
    heap = mib * MIB;
  }

  /** The limit of its heap in bytes; 0 if it has not said. */
  long heap() {
    return heap;
  }

  /** It was measured. */
  void resident(long bytes) {
    resident = bytes;
  }

  /** What it and its descendants kept when it was measured last, in bytes; 0 if it never was. */
  long resident() {
    return resident;
  }

  /** By how much it is too large; empty if it is not. */
  Optional<MemoryExcess> excess() {
    long now = resident;
    long limit = heap == 0 ? Long.MAX_VALUE : share.residentLimit(heap);
    return now <= limit
        ? Optional.empty()
        : Optional.of(new MemoryExcess(MemoryExcess.Kind.RESIDENT, limit, now));
  }
}
