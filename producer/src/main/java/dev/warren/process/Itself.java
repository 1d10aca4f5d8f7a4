package dev.warren.process;

import java.util.concurrent.atomic.AtomicInteger;

/** Who this process is, and how many children it has given a name. Thread-safe. */
final class Itself {

  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static volatile CurrentProcess current = CurrentProcess.main();

  private Itself() {}

  static CurrentProcess current() {
    return current;
  }

  static void become(CurrentProcess self) {
    current = self;
  }

  static String nextName() {
    String own = current.name();
    String prefix = own.equals(CurrentProcess.MAIN) ? "Process-" : own + ":";
    return prefix + NUMBERS.incrementAndGet();
  }

  /** The last name was for an object that is no child but this process itself. */
  static void returnName() {
    NUMBERS.decrementAndGet();
  }
}
