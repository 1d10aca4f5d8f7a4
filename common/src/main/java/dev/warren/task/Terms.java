package dev.warren.task;

import dev.warren.retry.RetryPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * On what terms the calls of a batch are run, beyond what they run: each concern of its own, each
 * with a default that costs nothing to send. Immutable.
 *
 * @param policy when a call is tried again
 * @param limits how long a call may run, on each attempt
 * @param live whether the producer wants to hear what the calls print and report
 * @param history the earlier attempts at the only call of its batch, in order; empty for others
 */
public record Terms(RetryPolicy policy, Limits limits, boolean live, List<Attempt> history) {

  /** How many attempts are remembered; a task may ask more often to be run again later. */
  public static final int MAX_HISTORY = 400;

  private static final Terms DEFAULTS =
      new Terms(RetryPolicy.ofDefaults(), Limits.NONE, false, List.of());

  /** Checks that nothing is missing, and copies the list. */
  public Terms {
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(limits, "limits");
    history = List.copyOf(history);
  }

  /**
   * The terms of a call of which nothing else is said.
   *
   * @return the default of each concern
   */
  public static Terms ofDefaults() {
    return DEFAULTS;
  }

  /**
   * The number of the attempt that these terms are for.
   *
   * @return 1 for the first
   */
  public int attempt() {
    return history.isEmpty() ? 1 : history.get(history.size() - 1).number() + 1;
  }

  /**
   * The same terms under another policy.
   *
   * @param newPolicy the policy
   * @return terms like these
   */
  public Terms withPolicy(RetryPolicy newPolicy) {
    return new Terms(newPolicy, limits, live, history);
  }

  /**
   * The same terms with other limits.
   *
   * @param newLimits the limits
   * @return terms like these
   */
  public Terms withLimits(Limits newLimits) {
    return new Terms(policy, newLimits, live, history);
  }

  /**
   * The same terms for a producer that listens, or does not.
   *
   * @param wanted whether it does
   * @return terms like these
   */
  public Terms withLive(boolean wanted) {
    return wanted == live ? this : new Terms(policy, limits, wanted, history);
  }

  /**
   * The same terms after other attempts.
   *
   * @param attempts the attempts, in order
   * @return terms like these
   */
  public Terms withHistory(List<Attempt> attempts) {
    return new Terms(policy, limits, live, attempts);
  }

  /**
   * The terms of the next attempt. Of more than {@value #MAX_HISTORY} attempts those are forgotten
   * first that asked to be run again later, since no budget counts them.
   *
   * @param ended the attempt that has ended
   * @return terms like these, with that in their history
   */
  public Terms after(Attempt ended) {
    List<Attempt> longer = new ArrayList<>(history);
    longer.add(ended);
    for (int at = 0; longer.size() > MAX_HISTORY && at < longer.size() - 1; ) {
      if (longer.get(at).ending() instanceof Ending.Later) {
        longer.remove(at);
      } else {
        at++;
      }
    }
    return withHistory(longer);
  }
}
