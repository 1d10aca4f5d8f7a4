package dev.warren.testkit.run;

import dev.warren.testkit.RabbitCluster;
import java.time.Duration;

/**
 * What a chaos run is asked for.
 *
 * @param seed what lengths of tasks and choices of faults follow from
 * @param time how long tasks are submitted and faults strike
 * @param tasks how many tasks, spread over that time
 * @param nodes how many RabbitMQ nodes
 * @param hosts how many worker hosts
 * @param processes how many worker processes each host has
 * @param image the image of the nodes
 */
record ChaosOptions(
    long seed, Duration time, int tasks, int nodes, int hosts, int processes, String image) {

  private static final Duration SHORTEST = Duration.ofSeconds(3);
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final double MILLIS_PER_MINUTE = 60_000;

  /** What is asked for if nothing is said: ten minutes, 200,000 tasks, 3 nodes, 4 hosts. */
  public static final ChaosOptions DEFAULT =
      new ChaosOptions(1, Duration.ofMinutes(10), 200_000, 3, 4, 2, RabbitCluster.DEFAULT_IMAGE);

  /** Checks the bounds. */
  public ChaosOptions {
    if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "minutes must be at least "
              + minutes(SHORTEST)
              + " and at most "
              + minutes(LONGEST)
              + ", not "
              + minutes(time));
    }
    atLeastOne("tasks", tasks);
    atLeastOne("nodes", nodes);
    atLeastOne("hosts", hosts);
    atLeastOne("processes", processes);
    if (nodes > RabbitCluster.MOST_NODES) {
      throw new IllegalArgumentException(
          "nodes must be at most " + RabbitCluster.MOST_NODES + ", not " + nodes);
    }
  }

  private static void atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, not " + value);
    }
  }

  /**
   * Reads a command line.
   *
   * @param args options, each followed by its value
   * @return the options, with defaults for what is not said
   * @throws IllegalArgumentException if there is another word, or no value, or not such a one
   */
  public static ChaosOptions parse(String... args) {
    ChaosOptions options = DEFAULT;
    for (int i = 0; i < args.length; i += 2) {
      if (i + 1 == args.length) {
        throw new IllegalArgumentException(args[i] + " needs a value");
      }
      options = options.with(args[i], args[i + 1]);
    }
    return options;
  }

  private ChaosOptions with(String option, String value) {
    return switch (option) {
      case "--seed" ->
          new ChaosOptions(number(option, value), time, tasks, nodes, hosts, processes, image);
      case "--minutes" ->
          new ChaosOptions(seed, minutes(value), tasks, nodes, hosts, processes, image);
      case "--tasks" ->
          new ChaosOptions(seed, time, count(option, value), nodes, hosts, processes, image);
      case "--nodes" ->
          new ChaosOptions(seed, time, tasks, count(option, value), hosts, processes, image);
      case "--hosts" ->
          new ChaosOptions(seed, time, tasks, nodes, count(option, value), processes, image);
      case "--processes" ->
          new ChaosOptions(seed, time, tasks, nodes, hosts, count(option, value), image);
      case "--image" -> new ChaosOptions(seed, time, tasks, nodes, hosts, processes, value);
      default -> throw new IllegalArgumentException("no such option: " + option);
    };
  }

  private static Duration minutes(String value) {
    try {
      return Duration.ofMillis((long) (Double.parseDouble(value) * MILLIS_PER_MINUTE));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--minutes takes a number, not " + value, e);
    }
  }

  private static double minutes(Duration time) {
    return time.toMillis() / MILLIS_PER_MINUTE;
  }

  private static int count(String option, String value) {
    long number = number(option, value);
    if (number > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          option + " takes at most " + Integer.MAX_VALUE + ", not " + value);
    }
    return (int) Math.max(number, Integer.MIN_VALUE);
  }

  private static long number(String option, String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " takes a whole number, not " + value, e);
    }
  }
}
