package dev.warren.sync;

import dev.warren.codec.Reference;
import dev.warren.sync.wire.Numbers;
import dev.warren.sync.wire.Op;

/**
 * A number of permits (Python: {@code multiprocessing.Semaphore}). Any process may release one,
 * whether or not it has acquired one. The permits of a process that dies come back; a release by a
 * process that has none counts for the process that has had one for longest. Thread-safe.
 */
public class Semaphore extends Acquirable {

  static final String KIND = "semaphore";

  Semaphore(Reference reference) {
    super(reference);
  }

  /**
   * How many permits are left (Python: {@code get_value}).
   *
   * @return a number that may have changed by now
   * @throws ManagerGoneException if the manager is gone
   */
  public int permits() {
    return (int) Numbers.read(askNow(Op.SIZE).values().get(0));
  }
}
