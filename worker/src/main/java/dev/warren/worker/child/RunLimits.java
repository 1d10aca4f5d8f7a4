package dev.warren.worker.child;

import java.time.Duration;
import java.util.Optional;

/**
 * How long the calls of one run may take before their process is killed.
 *
 * @param each what each of them may take; empty for as long as it likes
 * @param together what all of them may take; empty for as long as they like
 */
public record RunLimits(Optional<Duration> each, Optional<Duration> together) {

  /** No limits. */
  public static final RunLimits NONE = new RunLimits(Optional.empty(), Optional.empty());
}
