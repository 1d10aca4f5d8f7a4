package dev.warren.worker;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Tells whether the thread of a slot comes on. While it runs a batch it comes round every fifty
 * milliseconds, however long the batch takes, so a long task is never taken for a stuck slot. The
 * slot's thread says where it is, any other may ask.
 */
final class Pulse {

  /** Much longer than anything a slot waits for by itself, a question to the broker included. */
  static final Duration LIMIT = Duration.ofMinutes(2);

  /** An initializer may have much to load, and code may be large. */
  static final Duration START_LIMIT = Duration.ofMinutes(10);

  /** Where a slot is. */
  enum Step {
    /** It has nothing to do, or has ended. */
    FREE(Optional.empty(), ""),
    /** It waits for its producer's leave to begin, who may take long. */
    ASKING(Optional.empty(), ""),
    /** It waits until the limits of its queue let a call begin, which may take long. */
    LIMITED(Optional.empty(), ""),
    /** The code of its tasks is being fetched, by it or by another slot. */
    FETCHING(Optional.of(START_LIMIT), "the code of its tasks has not come"),
    /** Its child is being started. */
    STARTING(Optional.of(START_LIMIT), "its worker process has not become ready"),
    /** It does something, or looks at its child, that does not take long. */
    WORKING(Optional.of(LIMIT), "its worker process is beyond control");

    private final Optional<Duration> limit;
    private final String trouble;

    Step(Optional<Duration> limit, String trouble) {
      this.limit = limit;
      this.trouble = trouble;
    }
  }

  private record Beat(Step step, long at) {}

  private final LongSupplier clock;
  private volatile Beat last;

  Pulse(LongSupplier clock) {
    this.clock = clock;
    at(Step.FREE);
  }

  /** The slot comes to a step, or round to the same one again. */
  void at(Step step) {
    last = new Beat(step, clock.getAsLong());
  }

  /** What the slot has been stuck in, and for how long; empty if it is not stuck. */
  Optional<String> stuck() {
    Beat now = last;
    Duration since = Duration.ofNanos(clock.getAsLong() - now.at());
    return now.step()
        .limit
        .filter(limit -> since.compareTo(limit) > 0)
        .map(limit -> now.step().trouble + " for " + since.toSeconds() + " s");
  }
}
