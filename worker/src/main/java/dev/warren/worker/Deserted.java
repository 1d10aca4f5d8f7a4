package dev.warren.worker;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Reply queues that messages have come back from, because nobody listens there. In a cluster that
 * has just lost a node that may be wrong, so it is believed for a moment, and asked again after
 * that. Thread-safe.
 */
final class Deserted {

  /** Less than what it takes a producer to miss a batch that was dropped by mistake. */
  static final long BELIEVED_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** So many queues are kept in mind. */
  private static final int KEPT = 1_000;

  private final LongSupplier clock;

  /** When it was last seen. */
  private final Map<String, Long> seen =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
              return size() > KEPT;
            }
          });

  Deserted(LongSupplier clock) {
    this.clock = clock;
  }

  /** A message has come back from there. */
  void add(String replyTo) {
    seen.put(replyTo, clock.getAsLong());
  }

  /** Somebody has answered from there. */
  void remove(String replyTo) {
    seen.remove(replyTo);
  }

  /** Whether a message has ever come back from there. */
  boolean isSuspect(String replyTo) {
    return seen.containsKey(replyTo);
  }

  /** Whether one has a moment ago. */
  boolean isBelieved(String replyTo) {
    Long last = seen.get(replyTo);
    return last != null && clock.getAsLong() - last < BELIEVED_NANOS;
  }
}
