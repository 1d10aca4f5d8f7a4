package dev.warren.task;

import java.util.Objects;
import java.util.Optional;

/**
 * What a worker host answers to an order of an operator. Immutable.
 *
 * @param order which, by its id
 * @param refusal why it has not carried it out; empty if it has, or does
 * @param report how it is then; empty if whoever asks may not know
 */
public record ControlAnswer(String order, String refusal, Optional<HostReport> report) {

  /** Checks that nothing is missing. */
  public ControlAnswer {
    Objects.requireNonNull(order, "order");
    Objects.requireNonNull(refusal, "refusal");
    Objects.requireNonNull(report, "report");
  }
}
