package dev.warren.pool;

/**
 * Bounds the bytes of arguments that wait to be sent, so that a submitter that is faster than the
 * workers waits instead of filling the heap. Thread-safe.
 */
final class SendBuffer {

  /** What a waiting call costs beyond its arguments. */
  private static final int OVERHEAD = 200;

  private final long limit;
  private long used;
  private boolean open = true;

  SendBuffer(long limit) {
    this.limit = limit;
  }

  /** Waits for room; a single call larger than the limit passes when the buffer is empty. */
  synchronized void acquire(int bytes) {
    try {
      while (open && used > 0 && used + bytes > limit) {
        wait();
      }
    } catch (InterruptedException e) {
      throw new PoolInterruptedException("room to submit more", e);
    }
    used += bytes;
  }

  synchronized void release(long bytes) {
    used -= bytes;
    notifyAll();
  }

  /** Lets everybody pass: the pool is ending and takes nothing more anyway. */
  synchronized void open() {
    open = false;
    notifyAll();
  }

  static int cost(byte[] arguments) {
    return arguments.length + OVERHEAD;
  }
}
