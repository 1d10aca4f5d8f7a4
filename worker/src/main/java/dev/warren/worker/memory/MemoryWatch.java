package dev.warren.worker.memory;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the worker processes of a host: each of them ten times a second, and what descends from
 * it once a second. Thread-safe.
 *
 * <p>A descendant whose own parent has ended is nobody's descendant to the system, and is not
 * counted.
 */
public final class MemoryWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(MemoryWatch.class);
  private static final long LOOK_MILLIS = 100;
  private static final int LOOKS_PER_CENSUS = 10;

  private final Set<Watched> all = ConcurrentHashMap.newKeySet();
  private final Map<Watched, Long> below = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile long resident;

  /** A process that is measured. */
  public interface Watched {

    /**
     * Its process id.
     *
     * @return the pid
     */
    long pid();

    /**
     * Whether it has ended; it is measured no more then.
     *
     * @return true once it has
     */
    boolean isDead();

    /**
     * Hears how large it is.
     *
     * @param bytes what it and its descendants keep in memory
     */
    void resident(long bytes);
  }

  private MemoryWatch() {}

  /**
   * Starts to watch, where the system tells how large a process is.
   *
   * @param name of whose processes, for the thread's name
   * @return the watch
   */
  public static MemoryWatch start(String name) {
    MemoryWatch watch = new MemoryWatch();
    if (Processes.areVisible()) {
      Thread thread = new Thread(watch::look, "warren-memory-" + name);
      thread.setDaemon(true);
      thread.start();
    } else {
      log.info("this system does not tell how large a process is: only heaps are limited");
    }
    return watch;
  }

  /**
   * Begins to measure a process.
   *
   * @param process until it has ended
   */
  public void add(Watched process) {
    all.add(process);
  }

  /**
   * What the processes kept in memory when they were measured last, with their descendants.
   *
   * @return in bytes; 0 where the system does not tell
   */
  public long resident() {
    return resident;
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void look() {
    try {
      for (int looks = 0; !closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS); looks++) {
        all.removeIf(Watched::isDead);
        if (looks % LOOKS_PER_CENSUS == 0) {
          census();
        }
        long sum = 0;
        for (Watched each : all) {
          long bytes = Processes.resident(each.pid()) + below.getOrDefault(each, 0L);
          each.resident(bytes);
          sum += bytes;
        }
        resident = sum;
      }
    } catch (InterruptedException e) {
      log.debug("the watch over memory was interrupted");
    }
  }

  private void census() {
    below.keySet().retainAll(all);
    if (!all.isEmpty()) {
      Map<Long, List<Long>> children = Processes.children();
      for (Watched each : all) {
        below.put(each, Processes.residentBelow(each.pid(), children));
      }
    }
  }
}
