package dev.warren.bench;

import dev.warren.task.Task;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** What Warren's workers run. */
final class BenchTasks {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private BenchTasks() {}

  @Task
  static long square(long x) {
    return x * x;
  }

  /** Uses so much CPU time. */
  @Task
  static long spin(long micros) {
    long end = THREADS.getCurrentThreadCpuTime() + micros * 1_000;
    while (THREADS.getCurrentThreadCpuTime() < end) {
      Thread.onSpinWait();
    }
    return micros;
  }

  @Task
  static String echo(String text) {
    return text;
  }
}
