package dev.warren.sync;

import dev.warren.codec.Reference;

/**
 * A semaphore that never has more permits than at first: a release beyond that is an {@link
 * IllegalStateException} (Python: {@code multiprocessing.BoundedSemaphore}). Thread-safe.
 */
public final class BoundedSemaphore extends Semaphore {

  static final String KIND = "bounded-semaphore";

  BoundedSemaphore(Reference reference) {
    super(reference);
  }
}
