package dev.warren.os;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes of memory in text, as the options of a JVM have them. */
public final class MemorySize {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,15})([kmgt]?)");
  private static final String UNITS = "kmgt";
  private static final int STEP = 1024;

  private MemorySize() {}

  /**
   * Reads a size.
   *
   * @param text digits, and {@code k}, {@code m}, {@code g} or {@code t} for units of 1024, in
   *     either case; {@code 512m} for example
   * @return the size in bytes
   * @throws IllegalArgumentException if it is no such text, 0, or more than a long holds
   */
  public static long parse(String text) {
    Matcher parts = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "a size of memory is a number of bytes, or of k, m, g or t as in 512m, not \""
              + text
              + "\"");
    }
    long size = Long.parseLong(parts.group(1));
    try {
      for (int unit = UNITS.indexOf(parts.group(2));
          !parts.group(2).isEmpty() && unit >= 0;
          unit--) {
        size = Math.multiplyExact(size, STEP);
      }
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("a size of memory of " + text + " is too large", e);
    }
    if (size == 0) {
      throw new IllegalArgumentException("a size of memory must be more than 0, not " + text);
    }
    return size;
  }

  /**
   * Puts a size into words.
   *
   * @param bytes the size
   * @return for example {@code 1.5 GiB}
   */
  public static String describe(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    double size = bytes;
    int unit = 0;
    while (size >= STEP && unit < units.length - 1) {
      size /= STEP;
      unit++;
    }
    String number = String.format(Locale.ROOT, "%.1f", size);
    return (number.endsWith(".0") ? number.substring(0, number.length() - 2) : number)
        + " "
        + units[unit];
  }
}
