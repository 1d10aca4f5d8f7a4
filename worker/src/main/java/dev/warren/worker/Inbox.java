package dev.warren.worker;

import dev.warren.transport.Delivery;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The deliveries that wait for a slot. Thread-safe. */
final class Inbox {

  private final Deque<Delivery> waiting = new ArrayDeque<>();

  synchronized void add(Delivery delivery) {
    waiting.addLast(delivery);
    notify();
  }

  /** Waits for a delivery; empty when {@code giveUp} says so after a {@link #wakeAll()}. */
  synchronized Optional<Delivery> take(BooleanSupplier giveUp) throws InterruptedException {
    while (waiting.isEmpty() && !giveUp.getAsBoolean()) {
      wait();
    }
    if (waiting.isEmpty() || giveUp.getAsBoolean()) {
      // What woke this slot may have been meant for another one.
      notify();
      return Optional.empty();
    }
    return Optional.of(waiting.removeFirst());
  }

  /** What waits, first come first. */
  synchronized List<Delivery> waiting() {
    return new ArrayList<>(waiting);
  }

  /** Takes one of them out; whether it was there. */
  synchronized boolean remove(Delivery delivery) {
    return waiting.remove(delivery);
  }

  /** Has every waiting slot look again whether to give up. */
  synchronized void wakeAll() {
    notifyAll();
  }

  /** Takes out all that waits. */
  synchronized List<Delivery> clear() {
    List<Delivery> all = new ArrayList<>(waiting);
    waiting.clear();
    return all;
  }
}
