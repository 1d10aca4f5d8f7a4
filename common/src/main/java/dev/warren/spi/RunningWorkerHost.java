package dev.warren.spi;

import java.time.Duration;

/** A worker host at work. Thread-safe. */
public interface RunningWorkerHost {

  /**
   * Takes no more deliveries, gives back those that no process has begun, finishes the others, and
   * lets the processes go. Returns at once; calling it again does nothing.
   */
  void drain();

  /**
   * Ends the processes now; what they had not answered goes back to the broker. Returns at once;
   * calling it again does nothing.
   */
  void kill();

  /**
   * Waits until every process has gone and the connection is closed.
   *
   * @param timeout how long to wait
   * @return whether that has happened
   * @throws InterruptedException if the calling thread is interrupted
   */
  boolean awaitEnd(Duration timeout) throws InterruptedException;
}
