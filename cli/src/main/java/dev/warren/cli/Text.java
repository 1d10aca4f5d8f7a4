package dev.warren.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** How numbers and messages are written for people. */
final class Text {

  private static final Pattern LINE_ENDS = Pattern.compile("\\s*[\\r\\n]+\\s*");
  private static final double NANOS = 1e9;

  private Text() {}

  /** A message in one line. */
  static String oneLine(String message) {
    return message == null ? "" : LINE_ENDS.matcher(message.strip()).replaceAll(" ");
  }

  /** A whole number with separators. */
  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A time in seconds, without the unit. */
  static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%,.2f", nanos / NANOS);
  }

  /** How many of something a second that is. */
  static String rate(long count, long nanos) {
    return number(Math.round(count / Math.max(nanos / NANOS, 1e-3)));
  }

  /** A duration as the command line takes it. */
  static String duration(Duration value) {
    long millis = value.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
