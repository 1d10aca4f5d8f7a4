package dev.warren.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * How many calls of a queue, or of its jobs with one key, run at once, and how many start in a
 * while, on all worker hosts together. Each setting has a higher number than those before it, and
 * says which permits count from then on; all others are void. Immutable.
 *
 * @param key whose calls; empty for all of the queue
 * @param number counts the settings of this key, from 1; 0 before the first one
 * @param shares the permits to run, by the setting that has made them, the oldest first; empty for
 *     no limit
 * @param rate the permits to start; empty for no limit
 */
public record QueueLimit(String key, long number, List<Share> shares, Optional<Rate> rate) {

  /** The most calls at once that can be asked for. */
  public static final int MOST_PERMITS = 10_000;

  /** The most starts in a period that can be asked for. */
  public static final int MOST_STARTS = 1_000;

  /** The shortest period: what the broker can tell apart. */
  public static final Duration SHORTEST_PERIOD = Duration.ofMillis(250);

  /** The longest period. */
  public static final Duration LONGEST_PERIOD = Duration.ofHours(1);

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._-]{0,100}");

  /**
   * Permits to run.
   *
   * @param permits how many, at least 1
   * @param since the number of the setting that has made them
   */
  public record Share(int permits, long since) {
    /** Checks the bounds. */
    public Share {
      if (permits < 1 || permits > MOST_PERMITS || since < 1) {
        throw new IllegalArgumentException(
            "1 to " + MOST_PERMITS + " calls may run at once, not " + permits);
      }
    }
  }

  /**
   * Permits to start.
   *
   * @param starts how many there are, each for one start in a period
   * @param period how long a permit that was used is of no use
   * @param since the number of the setting that has made them
   */
  public record Rate(int starts, Duration period, long since) {
    /** Checks the bounds. */
    public Rate {
      if (starts < 1 || starts > MOST_STARTS) {
        throw new IllegalArgumentException(
            "1 to " + MOST_STARTS + " calls may start in a period, not " + starts);
      }
      if (period.compareTo(SHORTEST_PERIOD) < 0 || period.compareTo(LONGEST_PERIOD) > 0) {
        throw new IllegalArgumentException(
            "a period is " + SHORTEST_PERIOD + " to " + LONGEST_PERIOD + ", not " + period);
      }
    }
  }

  /** Checks the key, and copies the list. */
  public QueueLimit {
    checkKey(key);
    shares = List.copyOf(shares);
  }

  /**
   * Refuses what is no key.
   *
   * @param key up to 100 letters, digits, dots, dashes and underscores
   * @return the key
   * @throws IllegalArgumentException if it has other characters or is longer
   */
  public static String checkKey(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "a limit's key has 1 to 100 letters, digits, '.', '-' and '_', not \"" + key + "\"");
    }
    return key;
  }

  /**
   * What holds before anything was set.
   *
   * @param key whose calls; empty for all of the queue
   * @return no limit
   */
  public static QueueLimit none(String key) {
    return new QueueLimit(key, 0, List.of(), Optional.empty());
  }

  /**
   * Whether it limits nothing.
   *
   * @return true if any number of calls may run and start
   */
  public boolean isNone() {
    return shares.isEmpty() && rate.isEmpty();
  }

  /**
   * How many calls may run at once.
   *
   * @return 0 for any number
   */
  public int concurrency() {
    return shares.stream().mapToInt(Share::permits).sum();
  }

  /**
   * Sets how many calls may run at once. Permits that are there stay what they are: fewer are made
   * by voiding the last ones, more by adding others. Where the number stays, all are made anew,
   * because some may have been lost.
   *
   * @param most 1 to {@link #MOST_PERMITS}; 0 for any number
   * @return the next setting
   * @throws IllegalArgumentException if it is out of these bounds
   */
  public QueueLimit withConcurrency(int most) {
    if (most < 0 || most > MOST_PERMITS) {
      throw new IllegalArgumentException(
          "1 to " + MOST_PERMITS + " calls may run at once, not " + most);
    }
    List<Share> next = new ArrayList<>();
    int left = most == concurrency() ? 0 : most;
    for (Share each : shares) {
      if (left > 0) {
        next.add(new Share(Math.min(left, each.permits()), each.since()));
        left -= Math.min(left, each.permits());
      }
    }
    int fresh = most == concurrency() ? most : left;
    if (fresh > 0) {
      next.add(new Share(fresh, number + 1));
    }
    return new QueueLimit(key, number + 1, next, rate);
  }

  /**
   * Sets how many calls may start in a period.
   *
   * @param starts 1 to {@link #MOST_STARTS}
   * @param period {@link #SHORTEST_PERIOD} to {@link #LONGEST_PERIOD}
   * @return the next setting
   * @throws IllegalArgumentException if one is out of its bounds
   */
  public QueueLimit withRate(int starts, Duration period) {
    return new QueueLimit(
        key, number + 1, shares, Optional.of(new Rate(starts, period, number + 1)));
  }

  /**
   * Lifts it.
   *
   * @return the next setting, which limits nothing
   */
  public QueueLimit lifted() {
    return new QueueLimit(key, number + 1, List.of(), Optional.empty());
  }

  /**
   * The permits to run that this setting has made.
   *
   * @return those that have to be put on the broker for it
   */
  public List<Permit> freshPermits() {
    int all = concurrency();
    int last = shares.isEmpty() ? 0 : shares.size() - 1;
    boolean fresh = all > 0 && shares.get(last).since() == number;
    int from = fresh ? all - shares.get(last).permits() + 1 : all + 1;
    return permits(from, all, number);
  }

  /**
   * The permits to start that this setting has made.
   *
   * @return those that have to be put on the broker for it
   */
  public List<Permit> freshStarts() {
    return rate.filter(it -> it.since() == number)
        .map(it -> permits(1, it.starts(), number))
        .orElse(List.of());
  }

  private static List<Permit> permits(int from, int to, long since) {
    return IntStream.rangeClosed(from, to).mapToObj(index -> new Permit(since, index)).toList();
  }

  /**
   * Whether a permit to run counts.
   *
   * @param permit a permit
   * @return false for one that is void
   */
  public boolean allowsRun(Permit permit) {
    int end = 0;
    for (Share each : shares) {
      end += each.permits();
      if (permit.index() <= end) {
        return each.since() == permit.since();
      }
    }
    return false;
  }

  /**
   * Whether a permit to start counts.
   *
   * @param permit a permit
   * @return false for one that is void
   */
  public boolean allowsStart(Permit permit) {
    return rate.filter(it -> it.since() == permit.since() && permit.index() <= it.starts())
        .isPresent();
  }
}
