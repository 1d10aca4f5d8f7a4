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

  /**
   * Without control characters, which would tell a terminal what to do, or begin lines that are not
   * ours: they are shown by their numbers.
   */
  static String harmless(String foreign) {
    StringBuilder shown = new StringBuilder(foreign.length());
    for (int i = 0; i < foreign.length(); i++) {
      char each = foreign.charAt(i);
      int type = Character.getType(each);
      if (each == '\n') {
        shown.append("\\n");
      } else if (each != '\t' && (type == Character.CONTROL || type == Character.FORMAT)) {
        shown.append(String.format("\\u%04x", (int) each));
      } else {
        shown.append(each);
      }
    }
    return shown.toString();
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
