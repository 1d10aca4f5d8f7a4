package dev.warren.cli.parallel;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many commands run at the same time, as {@code -j} has it. */
public final class JobCount {

  /** The most that run at the same time, whatever is asked for. */
  public static final int MOST = 10_000;

  /** What {@code 0}, as many as possible, comes to: each command is a process or more. */
  public static final int AS_MANY_AS_POSSIBLE = 1_000;

  /** How many are under way by default where worker hosts bound what runs. */
  public static final int ON_HOSTS = 100;

  private static final Pattern FORM = Pattern.compile("([+-]?)(\\d{1,6})(%?)");
  private static final int PERCENT = 100;

  private JobCount() {}

  /**
   * Reads a number of jobs.
   *
   * @param text {@code N}, {@code +N} or {@code -N} from the cores, {@code N%} of the cores, or 0
   *     for as many as possible
   * @param cores the number of cores
   * @return 1 to {@link #MOST}
   * @throws IllegalArgumentException if it is none of these, or more than that
   */
  public static int parse(String text, int cores) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches() || (!parts.group(1).isEmpty() && !parts.group(3).isEmpty())) {
      throw new IllegalArgumentException(
          "--jobs is a number as 8, a share of the cores as 50%, more or fewer than those as +2 or"
              + " -1, or 0 for as many as possible, not '"
              + text
              + "'");
    }
    int number = Integer.parseInt(parts.group(2));
    long jobs;
    if (!parts.group(3).isEmpty()) {
      jobs = Math.round((double) number * cores / PERCENT);
    } else if (parts.group(1).isEmpty()) {
      jobs = number == 0 ? AS_MANY_AS_POSSIBLE : number;
    } else {
      jobs = (long) cores + (parts.group(1).equals("-") ? -number : number);
    }
    if (jobs > MOST) {
      throw new IllegalArgumentException("--jobs must be at most " + MOST + ", not " + text);
    }
    return (int) Math.max(1, jobs);
  }
}
