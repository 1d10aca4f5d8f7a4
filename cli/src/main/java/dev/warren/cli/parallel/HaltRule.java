package dev.warren.cli.parallel;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a run ends before all commands have run.
 *
 * @param when whether what runs is waited for
 * @param what which commands count
 * @param number how many of them, or how many per cent of all; 1 or more
 * @param percent whether it is per cent
 */
public record HaltRule(When when, What what, int number, boolean percent) {

  /** Every command is run, whatever becomes of the others. */
  public static final HaltRule NEVER = new HaltRule(When.NEVER, What.FAIL, 1, false);

  private static final Pattern FORM =
      Pattern.compile("(now|soon),(fail|success|done)=([1-9]\\d{0,8})(%?)");

  private static final int ALL = 100;

  /** What becomes of the commands that run. */
  public enum When {
    /** The run goes to its end. */
    NEVER,
    /** They go on to their end. */
    SOON,
    /** They are killed. */
    NOW
  }

  /** Which commands count. */
  public enum What {
    /** Those that have failed. */
    FAIL,
    /** Those that have succeeded. */
    SUCCESS,
    /** All that have ended. */
    DONE
  }

  /**
   * Reads a rule.
   *
   * @param text {@code never}, or as {@code now,fail=1}, {@code soon,success=3} or {@code
   *     now,done=50%}; or 0, 1, 2, -1 and -2, which mean what they mean to GNU parallel
   * @return the rule
   * @throws IllegalArgumentException if it has another form
   */
  public static HaltRule parse(String text) {
    return switch (text) {
      case "never", "0" -> NEVER;
      case "1" -> parse("soon,fail=1");
      case "2" -> parse("now,fail=1");
      case "-1" -> parse("soon,success=1");
      case "-2" -> parse("now,success=1");
      default -> read(text);
    };
  }

  private static HaltRule read(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "--halt is never, or as now,fail=1 or soon,success=3 or soon,done=50%, not '"
              + text
              + "'");
    }
    boolean percent = !parts.group(4).isEmpty();
    int number = Integer.parseInt(parts.group(3));
    if (percent && number > ALL) {
      throw new IllegalArgumentException("--halt: there are no " + text + " of the commands");
    }
    When when = parts.group(1).equals("now") ? When.NOW : When.SOON;
    What what =
        switch (parts.group(2)) {
          case "fail" -> What.FAIL;
          case "success" -> What.SUCCESS;
          default -> What.DONE;
        };
    return new HaltRule(when, what, number, percent);
  }

  /** Whether the run is to end, {@code total} commands being all that there are. */
  boolean isMet(Tally tally, long total) {
    if (when == When.NEVER) {
      return false;
    }
    long count = counted(tally);
    return percent ? count * ALL >= number * total && count > 0 : count >= number;
  }

  /** What the run exits with, given the exit value of the last command. */
  int exitCode(Tally tally, long total, int last) {
    if (what == What.SUCCESS) {
      return 0;
    }
    if (what == What.FAIL && percent) {
      return (int) (tally.failed() * ALL / total);
    }
    return what == What.FAIL && number == 1 ? last : tally.exitCode();
  }

  private long counted(Tally tally) {
    return switch (what) {
      case FAIL -> tally.failed();
      case SUCCESS -> tally.succeeded();
      case DONE -> tally.failed() + tally.succeeded();
    };
  }
}
