package dev.warren.worker.memory;

import com.sun.management.OperatingSystemMXBean;
import dev.warren.os.MemorySize;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much memory each worker process of a host gets.
 *
 * <p>The rule: half of the memory of the machine, or of the container where that has a limit, is
 * shared out as heap, one equal part for each process. A process may keep that much resident, and
 * half as much again, but at least {@link #LEAST_BESIDE_HEAP} more, for all that a JVM needs beside
 * its heap and for what the tasks start. So all processes together are held to three quarters of
 * the memory, unless there are so many that this least is more, which is warned of; the rest is for
 * the host, a broker and the system. Immutable.
 *
 * @param heap the heap's limit in bytes; 0 for the rule
 * @param resident the limit of what is resident, in bytes; 0 for the rule
 */
public record MemoryShare(long heap, long resident) {

  private static final Logger log = LoggerFactory.getLogger(MemoryShare.class);

  /** What a process may keep resident beside its heap at the least, in bytes. */
  public static final long LEAST_BESIDE_HEAP = 128L * 1024 * 1024;

  /** The smallest heap that a limit of the whole process may leave it, in bytes. */
  private static final long LEAST_HEAP = 16L * 1024 * 1024;

  private static final double HEAPS_PERCENT_OF_MEMORY = 50.0;

  /**
   * Checks settings against the machine.
   *
   * @param processes how many share it
   * @param memory tells how much the machine has, in bytes, 0 if that is not known; asked only
   *     where it matters
   * @return the same
   * @throws IllegalArgumentException if a limit leaves no room beside the heap, or all together are
   *     more than the machine has
   */
  public MemoryShare checked(int processes, LongSupplier memory) {
    long least = Math.max(heap, LEAST_HEAP) + LEAST_BESIDE_HEAP;
    if (resident > 0 && resident < least) {
      throw new IllegalArgumentException(
          "a worker process with a heap of "
              + MemorySize.describe(least - LEAST_BESIDE_HEAP)
              + " needs a memory limit of "
              + MemorySize.describe(least)
              + " or more, not "
              + MemorySize.describe(resident));
    }
    long each = resident > 0 ? resident : heap > 0 ? residentFor(heap) : 0;
    check(processes, each, each > 0 ? memory.getAsLong() : 0);
    return this;
  }

  /**
   * Checks heaps of a known size against the machine.
   *
   * @param processes how many share it
   * @param actualHeap the heap of each, in bytes
   * @param memory tells how much the machine has, in bytes, 0 if that is not known
   * @throws IllegalArgumentException if all together may be more than the machine has
   */
  public void checkHeaps(int processes, long actualHeap, LongSupplier memory) {
    check(processes, residentLimit(actualHeap), memory.getAsLong());
  }

  private static void check(int processes, long each, long all) {
    if (all > 0 && each > all / processes) {
      throw new IllegalArgumentException(
          processes
              + " worker processes with up to "
              + MemorySize.describe(each)
              + " each may need more than the "
              + MemorySize.describe(all)
              + " of this machine: start fewer, or lower their limit");
    }
  }

  /**
   * The options for the JVM of each process.
   *
   * @param processes how many share the machine
   * @return the options; any other setting of the heap that comes later wins
   */
  public List<String> jvmOptions(int processes) {
    if (heap > 0) {
      return List.of("-Xmx" + heap);
    }
    if (resident > 0) {
      return List.of("-Xmx" + Math.min(resident - LEAST_BESIDE_HEAP, resident / 3 * 2));
    }
    return List.of("-XX:MaxRAMPercentage=" + HEAPS_PERCENT_OF_MEMORY / processes);
  }

  /**
   * The same with further options behind them.
   *
   * @param processes how many share the machine
   * @param further options that somebody has asked for
   * @return all of them
   */
  public List<String> jvmOptions(int processes, List<String> further) {
    return Stream.concat(jvmOptions(processes).stream(), further.stream()).toList();
  }

  /**
   * What a process may keep resident.
   *
   * @param actualHeap the heap that its JVM says it may have, in bytes
   * @return the limit in bytes
   */
  public long residentLimit(long actualHeap) {
    return resident > 0 ? resident : residentFor(actualHeap);
  }

  /**
   * The share of a process that is to have another heap.
   *
   * @param bytes the largest heap
   * @return a share with that, and the room beside it that such a heap needs
   */
  public MemoryShare withHeap(long bytes) {
    return new MemoryShare(bytes, resident == 0 ? 0 : Math.max(resident, residentFor(bytes)));
  }

  /**
   * Warns if all processes together may need more than the machine has, as they may if options for
   * their JVMs give them more heap than the rule does. The system's own killer then has the last
   * word, and takes them before their host.
   *
   * @param processes how many share the machine
   * @param actualHeap the heap of each, in bytes
   */
  public void warn(int processes, long actualHeap) {
    long each = residentLimit(actualHeap);
    long all = ofMachine();
    if (each > all / processes) {
      log.warn(
          "{} worker processes with up to {} each may need more than the {} of this machine: start"
              + " fewer, or give each less heap",
          processes,
          MemorySize.describe(each),
          MemorySize.describe(all));
    }
  }

  private static long residentFor(long heap) {
    return heap + Math.max(heap / 2, LEAST_BESIDE_HEAP);
  }

  /**
   * How much memory this machine has.
   *
   * @return in bytes; in a container with a limit, that limit
   */
  public static long ofMachine() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }
}
