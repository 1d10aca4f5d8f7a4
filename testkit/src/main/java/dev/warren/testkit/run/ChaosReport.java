package dev.warren.testkit.run;

import dev.warren.pool.PoolStatistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The account of a chaos run.
 *
 * @param options what was asked for
 * @param ends how the handles have ended
 * @param runs what the worker processes have noted
 * @param pool what the pool has counted
 * @param faults how often each fault has struck
 * @param broken faults that could not strike or be healed
 * @param longestSilence how long no task had an outcome, at the longest
 * @param took how long it all took
 */
record ChaosReport(
    ChaosOptions options,
    Tally.Ends ends,
    RunLog runs,
    PoolStatistics pool,
    Map<String, Integer> faults,
    List<String> broken,
    Duration longestSilence,
    Duration took) {

  /**
   * Whether every handle has ended, with the right result, once.
   *
   * @return whether nothing was lost
   */
  public boolean isFlawless() {
    return ends.right() == options.tasks() && ends.twice() == 0 && runs.never() == 0;
  }

  /**
   * How many faults there were.
   *
   * @return the sum of all counts
   */
  public int faultsInAll() {
    return faults.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The account for people. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "seed %d, %d nodes, %d hosts of %d processes, %s of submitting"
            .formatted(
                options.seed(),
                options.nodes(),
                options.hosts(),
                options.processes(),
                text(options.time())));
    lines.add(
        "tasks    %d submitted, %d right, %d wrong, %d failed, %d open, %d completed twice"
            .formatted(
                options.tasks(),
                ends.right(),
                ends.wrong(),
                ends.failed(),
                ends.open(),
                ends.twice()));
    ends.examples().forEach(each -> lines.add("         " + each));
    lines.add(
        "runs     %d begun, %d of them again, %d tasks never begun"
            .formatted(runs.begun(), runs.again(), runs.never()));
    lines.add(
        "pool     %d batches, %d sent again, %d duplicate outcomes dropped"
            .formatted(pool.batches(), pool.batchesSentAgain(), pool.duplicateOutcomes()));
    lines.add("faults   %d".formatted(faultsInAll()));
    new TreeMap<>(faults)
        .forEach((name, count) -> lines.add("         %5d %s".formatted(count, name)));
    broken.forEach(each -> lines.add("         " + each));
    lines.add(
        "time     %s in all, %s without an outcome at the longest"
            .formatted(text(took), text(longestSilence)));
    lines.add(isFlawless() ? "nothing was lost" : "NOT as it should be");
    return String.join(System.lineSeparator(), lines);
  }

  private static String text(Duration time) {
    return time.toMinutes() > 0
        ? "%d:%02d min".formatted(time.toMinutes(), time.toSecondsPart())
        : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
  }
}
