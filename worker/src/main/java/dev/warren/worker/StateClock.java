package dev.warren.worker;

import dev.warren.task.HostState;
import java.time.Instant;
import java.time.InstantSource;

/** Remembers since when a host is in its state. Guarded by its owner. */
final class StateClock {

  private final InstantSource clock;
  private HostState state;
  private Instant since;

  StateClock(InstantSource clock, HostState first) {
    this.clock = clock;
    this.state = first;
    this.since = clock.instant();
  }

  /** The host is in a state now; since when it is. */
  Instant enter(HostState now) {
    if (now != state) {
      state = now;
      since = clock.instant();
    }
    return since;
  }
}
