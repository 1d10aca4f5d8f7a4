package dev.warren.subprocess;

import java.time.Duration;

/** Timeouts for what takes nanoseconds. */
final class Deadline {

  static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

  private Deadline() {}

  /** As many nanoseconds as a duration has, or as there can be. */
  static long nanos(Duration timeout) {
    if (timeout.isNegative()) {
      return 0;
    }
    return timeout.compareTo(FOR_EVER) >= 0 ? Long.MAX_VALUE : timeout.toNanos();
  }
}
