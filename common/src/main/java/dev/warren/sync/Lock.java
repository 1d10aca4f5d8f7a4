package dev.warren.sync;

import dev.warren.codec.Reference;
import dev.warren.sync.wire.Numbers;
import dev.warren.sync.wire.Op;

/**
 * A lock between processes (Python: {@code multiprocessing.Lock}). Thread-safe.
 *
 * <p>It belongs to nobody: its holder cannot acquire it again, and any process or thread may
 * release it; to release it when nobody holds it is an error. When the process that has acquired it
 * dies, or loses its connection to a manager on another machine, it is released.
 *
 * <pre>{@code
 * try (Held held = lock.hold()) {
 *   ...
 * }
 * }</pre>
 */
public final class Lock extends Acquirable {

  static final String KIND = "lock";

  Lock(Reference reference) {
    super(reference);
  }

  /**
   * Whether somebody holds it.
   *
   * @return an answer that may have changed by now
   * @throws ManagerGoneException if the manager is gone
   */
  public boolean isLocked() {
    return Numbers.read(askNow(Op.SIZE).values().get(0)) == 0;
  }
}
