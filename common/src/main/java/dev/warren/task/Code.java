package dev.warren.task;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The code that calls need beyond what their worker host has: jars, by their content. Immutable.
 *
 * @param jars the SHA-256 of each, 64 small hexadecimal digits, in the order of the class path;
 *     empty for none
 */
public record Code(List<String> jars) {

  /** What the worker host has is enough. */
  public static final Code NONE = new Code(List.of());

  /** How many jars there may be. */
  public static final int MOST_JARS = 1_000;

  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  /** Checks the form of each, and that none is there twice. */
  public Code {
    jars = List.copyOf(jars);
    if (jars.size() > MOST_JARS || new HashSet<>(jars).size() < jars.size()) {
      throw new IllegalArgumentException("code is at most " + MOST_JARS + " jars, each once");
    }
    for (String each : jars) {
      if (!SHA_256.matcher(each).matches()) {
        throw new IllegalArgumentException("a jar is named by its SHA-256, not \"" + each + "\"");
      }
    }
  }

  /**
   * Whether there is any.
   *
   * @return true for {@link #NONE}
   */
  public boolean isEmpty() {
    return jars.isEmpty();
  }
}
