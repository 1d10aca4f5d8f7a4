package dev.warren.cli.parallel;

import java.time.Duration;

/** How long to wait before something that could not be started is tried again. */
final class Pause {

  /** The first one; each is twice as long as the one before. */
  static final Duration SHORTEST = Duration.ofMillis(100);

  /** No one is longer. */
  static final Duration LONGEST = Duration.ofSeconds(10);

  private Pause() {}

  /** How long to wait after so many tries, 1 or more. */
  static Duration after(int tries) {
    Duration pause = SHORTEST;
    for (int i = 1; i < tries && pause.compareTo(LONGEST) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }
}
