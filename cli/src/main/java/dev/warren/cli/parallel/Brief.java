package dev.warren.cli.parallel;

/** Shortens what is said to people: it may name a command of 120 KiB. */
final class Brief {

  private static final int KEPT = 500;

  private Brief() {}

  /** The text itself, or its beginning and its end. */
  static String of(String text) {
    return text.length() <= 2 * KEPT
        ? text
        : text.substring(0, KEPT) + " ... " + text.substring(text.length() - KEPT);
  }
}
