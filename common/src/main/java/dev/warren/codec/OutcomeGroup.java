package dev.warren.codec;

import dev.warren.task.Attempt;
import dev.warren.task.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The outcomes of one message, from one worker process.
 *
 * @param batch the batch they belong to
 * @param host the worker host's name
 * @param pid the worker process
 * @param nanos how long their tasks ran, in nanoseconds
 * @param bytes how large the message is
 * @param startedAt when the first of those tasks began that did not succeed; empty if that is not
 *     known
 * @param history the earlier attempts at the only task of the message, in order; empty for none
 * @param outcomes what became of each
 */
public record OutcomeGroup(
    long batch,
    String host,
    long pid,
    long nanos,
    int bytes,
    Optional<Instant> startedAt,
    List<Attempt> history,
    List<Outcome> outcomes) {

  /**
   * Which attempt at their tasks the outcomes are of.
   *
   * @return 1 for the first
   */
  public int attempt() {
    return history.isEmpty() ? 1 : history.get(history.size() - 1).number() + 1;
  }
}
