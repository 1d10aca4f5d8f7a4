package dev.warren.e2e;

import dev.warren.task.Task;
import dev.warren.task.TaskContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the tests of limits run in worker processes. */
public final class LimitsTasks {

  private LimitsTasks() {}

  /** Never ends for a negative number, and minds no interrupt. */
  @Task
  public static long loopIfNegative(long x) {
    while (x < 0) {
      Thread.onSpinWait();
    }
    return x * x;
  }

  @Task
  public static long sleepMillis(long millis) throws InterruptedException {
    Thread.sleep(millis); // A task of that length is what the test needs.
    return millis;
  }

  /** Returns how much time it has, in milliseconds; -1 for as much as it likes. */
  @Task
  public static long timeLeft() {
    return TaskContext.current()
        .deadline()
        .map(it -> Duration.between(Instant.now(), it).toMillis())
        .orElse(-1L);
  }

  /** Keeps so many mebibytes beside the heap, for a minute if there are any. */
  @Task
  public static int hoardBesideHeap(int mib) throws InterruptedException {
    List<ByteBuffer> hoard = new ArrayList<>();
    for (int i = 0; i < mib; i++) {
      ByteBuffer each = ByteBuffer.allocateDirect(1 << 20);
      for (int at = 0; at < each.capacity(); at += 4096) {
        each.put(at, (byte) 1);
      }
      hoard.add(each);
    }
    if (mib > 0) {
      Thread.sleep(60_000); // Ended long before, for what it keeps.
    }
    return hoard.size();
  }
}
