package dev.warren.cli.parallel;

import java.util.regex.Pattern;

/** Makes one word of a POSIX shell out of any string. */
final class ShellQuote {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+:,./-]+");

  private ShellQuote() {}

  static String quote(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\"'\"'") + "'";
  }
}
