package dev.warren.transport;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Growing pauses with jitter, up to an end. Not thread-safe. */
final class Backoff {

  private static final long FIRST_MILLIS = 50;
  private static final long LONGEST_MILLIS = 3_000;

  private final long start = System.nanoTime();
  private final Duration patience;
  private long ceiling = FIRST_MILLIS;

  Backoff(Duration patience) {
    this.patience = patience;
  }

  boolean isOver() {
    return Duration.ofNanos(System.nanoTime() - start).compareTo(patience) >= 0;
  }

  /** The next pause: between half and all of a ceiling that doubles. */
  Duration next() {
    long millis = ThreadLocalRandom.current().nextLong(ceiling / 2, ceiling + 1);
    ceiling = Math.min(LONGEST_MILLIS, ceiling * 2);
    return Duration.ofMillis(millis);
  }
}
