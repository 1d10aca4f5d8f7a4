package dev.warren.worker;

import dev.warren.worker.HostStatus.State;
import java.time.Instant;
import java.time.InstantSource;

/** Remembers since when a host is in its state. Guarded by its owner. */
final class StateClock {

  private final InstantSource clock;
  private State state;
  private Instant since;

  StateClock(InstantSource clock, State first) {
    this.clock = clock;
    this.state = first;
    this.since = clock.instant();
  }

  /** The host is in a state now; since when it is. */
  Instant enter(State now) {
    if (now != state) {
      state = now;
      since = clock.instant();
    }
    return since;
  }
}
