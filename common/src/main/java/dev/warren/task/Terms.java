package dev.warren.task;

import dev.warren.retry.Backoff;
import dev.warren.retry.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * On what terms the calls of a batch are run, beyond what they run: each concern of its own, each
 * with a default that costs nothing to send. Immutable.
 *
 * @param policy when a call is tried again
 * @param limits how long a call may run, on each attempt
 * @param live whether the producer wants to hear what the calls print and report
 * @param history the earlier attempts at the only call of its batch, in order; empty for others
 * @param schedule when the calls may run
 * @param code what they need beyond what their worker host has
 */
public record Terms(
    RetryPolicy policy,
    Limits limits,
    boolean live,
    List<Attempt> history,
    Schedule schedule,
    Code code) {

  /** How many attempts are remembered; a task may ask more often to be run again later. */
  public static final int MAX_HISTORY = 400;

  private static final Terms DEFAULTS =
      new Terms(
          RetryPolicy.ofDefaults(), Limits.NONE, false, List.of(), Schedule.atOnce(), Code.NONE);

  /** Checks that nothing is missing, and copies the list. */
  public Terms {
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(code, "code");
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
    return new Terms(newPolicy, limits, live, history, schedule, code);
  }

  /**
   * The same terms with other limits.
   *
   * @param newLimits the limits
   * @return terms like these
   */
  public Terms withLimits(Limits newLimits) {
    return new Terms(policy, newLimits, live, history, schedule, code);
  }

  /**
   * The same terms for a producer that listens, or does not.
   *
   * @param wanted whether it does
   * @return terms like these
   */
  public Terms withLive(boolean wanted) {
    return wanted == live ? this : new Terms(policy, limits, wanted, history, schedule, code);
  }

  /**
   * The same terms after other attempts.
   *
   * @param attempts the attempts, in order
   * @return terms like these
   */
  public Terms withHistory(List<Attempt> attempts) {
    return new Terms(policy, limits, live, attempts, schedule, code);
  }

  /**
   * The same terms at another time.
   *
   * @param newSchedule when the calls may run
   * @return terms like these
   */
  public Terms withSchedule(Schedule newSchedule) {
    return new Terms(policy, limits, live, history, newSchedule, code);
  }

  /**
   * The same terms with other code.
   *
   * @param newCode the code
   * @return terms like these
   */
  public Terms withCode(Code newCode) {
    return new Terms(policy, limits, live, history, schedule, newCode);
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

  /**
   * How long to wait before the next attempt. Whether the types of an exception allow one is asked
   * before.
   *
   * @param ending how the attempt has ended that these terms are for
   * @param random what chance says, 0 to 1
   * @return the time; empty if there is no budget for another attempt
   */
  public Optional<Duration> pauseAfter(Ending ending, double random) {
    if (ending instanceof Ending.Later it) {
      return Optional.of(it.delay());
    }
    int ended = 1 + count(ending.getClass()::isInstance);
    int budget = policy.attempts();
    Backoff backoff = policy.backoff();
    if (ending instanceof Ending.Died) {
      budget = policy.crashAttempts();
      backoff = policy.crashBackoff();
    } else if (ending instanceof Ending.TimedOut) {
      budget = policy.timeoutAttempts();
    }
    return ended < budget ? Optional.of(backoff.delay(ended, random)) : Optional.empty();
  }

  /**
   * The heap of the process that these terms ask for.
   *
   * @param usual what it has otherwise, in bytes
   * @return bytes; more than usual if earlier attempts ran out of memory and the policy says so
   */
  public long heap(long usual) {
    int deaths = count(it -> it instanceof Ending.Died how && how.death().ranOutOfMemory());
    return policy.onOutOfMemory().map(it -> it.after(usual, deaths)).orElse(usual);
  }

  /**
   * How long the attempt may run that these terms are for.
   *
   * @return the limits; longer than usual if earlier attempts exceeded theirs and the policy says
   *     so, but never longer than {@link Limits#LONGEST}
   */
  public Limits limitsNow() {
    int timeouts = count(Ending.TimedOut.class::isInstance);
    return timeouts == 0 || policy.onTimeout().isEmpty()
        ? limits
        : new Limits(
            limits.soft().map(it -> longer(it, timeouts)),
            limits.hard().map(it -> longer(it, timeouts)));
  }

  private Duration longer(Duration usual, int timeouts) {
    Duration grown = policy.onTimeout().orElseThrow().after(usual, timeouts);
    return grown.compareTo(Limits.LONGEST) < 0 ? grown : Limits.LONGEST;
  }

  /**
   * How the processes died that this call has lost.
   *
   * @return one for each attempt that ended so, in order
   */
  public List<Death> deaths() {
    return history.stream()
        .map(Attempt::ending)
        .filter(Ending.Died.class::isInstance)
        .map(it -> ((Ending.Died) it).death())
        .toList();
  }

  private int count(Predicate<Ending> wanted) {
    return (int) history.stream().map(Attempt::ending).filter(wanted).count();
  }
}
