package dev.warren.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * One direction of a connection: what is read comes out so much later, in order, and nothing while
 * it is stalled. Latency costs no throughput, up to a bound of bytes on their way. Guarded by
 * itself.
 */
final class DelayedPipe {

  private static final int BLOCK = 64 * 1024;
  private static final int MOST_BLOCKS = 256;

  /** How often a stalled pipe looks whether it still is. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final LongSupplier delayNanos;
  private final BooleanSupplier stalled;
  private final Deque<Block> blocks = new ArrayDeque<>();
  private boolean ended;

  private record Block(byte[] bytes, long due) {}

  DelayedPipe(LongSupplier delayNanos, BooleanSupplier stalled) {
    this.delayNanos = delayNanos;
    this.stalled = stalled;
  }

  /** Reads until the end of the input, or until it breaks. */
  void fill(InputStream in) throws InterruptedException {
    byte[] buffer = new byte[BLOCK];
    try {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (!put(Arrays.copyOf(buffer, count))) {
          return;
        }
      }
    } catch (IOException e) {
      // Broken is ended.
    } finally {
      end();
    }
  }

  private synchronized boolean put(byte[] bytes) throws InterruptedException {
    while (blocks.size() >= MOST_BLOCKS && !ended) {
      wait();
    }
    if (!ended) {
      blocks.addLast(new Block(bytes, System.nanoTime() + delayNanos.getAsLong()));
      notifyAll();
    }
    return !ended;
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Ends it at once, with what is on its way. */
  synchronized void cut() {
    ended = true;
    blocks.clear();
    notifyAll();
  }

  /** Writes what was read when its time has come, until its end. */
  void drain(OutputStream out) throws IOException, InterruptedException {
    for (byte[] next = take(); next.length > 0; next = take()) {
      out.write(next);
    }
  }

  /** The next bytes that are due; none at the end. */
  private synchronized byte[] take() throws InterruptedException {
    while (true) {
      if (blocks.isEmpty()) {
        if (ended) {
          return new byte[0];
        }
        wait();
      } else if (stalled.getAsBoolean()) {
        TimeUnit.NANOSECONDS.timedWait(this, LOOK_NANOS);
      } else {
        long left = blocks.peekFirst().due() - System.nanoTime();
        if (left <= 0) {
          notifyAll();
          return blocks.removeFirst().bytes();
        }
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
      }
    }
  }
}
