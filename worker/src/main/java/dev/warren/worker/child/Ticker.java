package dev.warren.worker.child;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends a heartbeat once a second, and while a batch runs also the outcomes that wait behind a slow
 * task; interrupts tasks whose soft limit is over. Sleeps between heartbeats while there is nothing
 * to do.
 */
final class Ticker implements Runnable {

  /** How long an outcome may wait for those behind it. */
  private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final FrameWriter out;
  private final BatchRunner runner;
  private volatile Thread thread;
  private volatile boolean busy;
  private volatile boolean asleep;

  Ticker(FrameWriter out, BatchRunner runner) {
    this.out = out;
    this.runner = runner;
  }

  /** A batch begins. */
  void busy() {
    busy = true;
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  /** The batch has ended. */
  void idle() {
    busy = false;
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    long lastHeartbeat = System.nanoTime();
    try {
      while (true) {
        asleep = !busy;
        // Looked at again: a batch that began in between saw us awake and did not wake us.
        LockSupport.parkNanos(busy ? FLUSH_NANOS : HEARTBEAT_NANOS);
        asleep = false;
        runner.look();
        runner.flushWaiting();
        if (System.nanoTime() - lastHeartbeat >= HEARTBEAT_NANOS) {
          out.write(Frame.Type.HEARTBEAT);
          lastHeartbeat = System.nanoTime();
        }
      }
    } catch (IOException hostIsGone) {
      ChildMain.orphaned();
    }
  }
}
