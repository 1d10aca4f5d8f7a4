package dev.warren.sync;

import dev.warren.codec.Reference;

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
}
