package dev.warren.sync;

import dev.warren.codec.Reference;
import dev.warren.sync.wire.Numbers;
import dev.warren.sync.wire.Op;

/**
 * A lock that the thread that holds it may acquire again; it is free when it was released as often.
 * Only that thread may release it (Python: {@code multiprocessing.RLock}). When its process dies,
 * it is released. Thread-safe.
 */
public final class RLock extends Acquirable {

  static final String KIND = "rlock";

  RLock(Reference reference) {
    super(reference);
  }

  /**
   * Whether a thread holds it, this one included.
   *
   * @return an answer that may have changed by now
   * @throws ManagerGoneException if the manager is gone
   */
  public boolean isLocked() {
    return Numbers.read(askNow(Op.SIZE).values().get(0)) > 0;
  }
}
