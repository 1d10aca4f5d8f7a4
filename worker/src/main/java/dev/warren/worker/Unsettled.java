package dev.warren.worker;

import java.util.function.BooleanSupplier;

/** Counts the deliveries that are not answered in full, for whoever waits for the last of them. */
final class Unsettled {

  private int count;

  synchronized void begun() {
    count++;
  }

  synchronized void ended() {
    count--;
    notifyAll();
  }

  /** Has whoever waits look again whether to give up. */
  synchronized void wake() {
    notifyAll();
  }

  /** Waits until all are answered, or {@code giveUp} says so. */
  synchronized void awaitNone(BooleanSupplier giveUp) throws InterruptedException {
    while (count > 0 && !giveUp.getAsBoolean()) {
      wait();
    }
  }
}
