package dev.warren.topology;

import java.time.Duration;

/**
 * Where messages wait on RabbitMQ: level <i>k</i> is a queue in which each message stays for 2<sup>
 * <i>k</i></sup> quarters of a second. A delay is a binary number of quarters; a message waits on
 * the level of each digit that is 1, the highest first.
 *
 * <p>Of a long delay only eight digits count, so no message takes more than eight steps. It is
 * rounded up: nothing comes early, and nothing late by more than a quarter of a second or 0.8 %.
 */
public final class DelayLevels {

  /** The longest delay: a year, and some days for clocks that are set. */
  public static final Duration LONGEST = Duration.ofDays(380);

  /** What the shortest level takes. */
  public static final Duration UNIT = Duration.ofMillis(250);

  /** How many levels there are: enough for {@link #LONGEST}. */
  public static final int COUNT = 27;

  /** The exchange that takes messages whose time has come to their queues. */
  public static final String DUE = "warren.delay.due";

  /** The exchange, and its queue, for messages whose queue is gone when their time has come. */
  public static final String UNDELIVERED = "warren.delay.undelivered";

  private static final int SIGNIFICANT_DIGITS = 8;

  private DelayLevels() {}

  /**
   * A delay in units, rounded up to what the levels can do in eight steps.
   *
   * @param delay more than zero, and at most {@link #LONGEST}
   * @return at least 1
   * @throws IllegalArgumentException if the delay is not in these bounds
   */
  public static long units(Duration delay) {
    if (delay.isNegative() || delay.isZero() || delay.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "a delay is more than zero and at most " + LONGEST.toDays() + " days, not " + delay);
    }
    long whole = delay.dividedBy(UNIT);
    long units = UNIT.multipliedBy(whole).compareTo(delay) < 0 ? whole + 1 : whole;
    int left = Math.max(0, digits(units) - SIGNIFICANT_DIGITS);
    return ((units + (1L << left) - 1) >> left) << left;
  }

  /**
   * The level where a message begins to wait.
   *
   * @param units what {@link #units} says
   * @return the place of the highest digit, from 0
   */
  public static int highest(long units) {
    return digits(units) - 1;
  }

  private static int digits(long units) {
    return Long.SIZE - Long.numberOfLeadingZeros(units);
  }

  /**
   * The routing key of a message that waits: its delay in binary, a word for each digit, and its
   * queue.
   *
   * @param units what {@link #units} says
   * @param queue the queue's name
   * @return the key
   */
  public static String key(long units, String queue) {
    StringBuilder key = new StringBuilder(2 * COUNT + queue.length());
    for (int level = COUNT - 1; level >= 0; level--) {
      key.append((units >> level) & 1).append('.');
    }
    return key.append(queue).toString();
  }

  /**
   * With which keys the {@link #DUE} exchange takes messages to a queue.
   *
   * @param queue the queue's name
   * @return a pattern for a topic exchange
   */
  public static String anyDelay(String queue) {
    return "*.".repeat(COUNT) + queue;
  }

  /**
   * The keys with a digit.
   *
   * @param level the digit's place
   * @param digit 0 or 1
   * @return a pattern for a topic exchange
   */
  public static String keysWith(int level, int digit) {
    return "*.".repeat(COUNT - 1 - level) + digit + ".#";
  }

  /**
   * The name of a level's exchange, and of its queue.
   *
   * @param level from 0
   * @return the name
   */
  public static String name(int level) {
    return "warren.delay." + level;
  }

  /**
   * Where a message goes that has waited on a level, or need not.
   *
   * @param level from 0
   * @return the exchange of the level below, or {@link #DUE} behind the lowest
   */
  public static String after(int level) {
    return level == 0 ? DUE : name(level - 1);
  }

  /**
   * How long a message waits on a level.
   *
   * @param level from 0
   * @return {@link #UNIT} on the lowest, twice as long on each that follows
   */
  public static Duration length(int level) {
    return UNIT.multipliedBy(1L << level);
  }
}
