package dev.warren.cli.parallel;

import dev.warren.cli.parallel.Segment.Filling;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

/** Which arguments make a command line that the system takes: Linux has one limit for each word. */
final class LineLimit implements Predicate<List<String>> {

  /** Linux takes 128 KiB; the rest is for what goes around the line where files travel with it. */
  static final int MOST_BYTES = 120 * 1024;

  private final RunSettings settings;
  private final Launcher launcher;

  LineLimit(RunSettings settings, Launcher launcher) {
    this.settings = settings;
    this.launcher = launcher;
  }

  /** Whether the line, written as it travels, is short enough. */
  @Override
  public boolean test(List<String> arguments) {
    Filling longest = new Filling(arguments, Long.MAX_VALUE, settings.jobs());
    String line = settings.command().command(longest, settings.repeatsWords());
    if (line.length() > MOST_BYTES) {
      return false;
    }
    String whole = settings.transfer().isNeeded() ? ShellQuote.quote(line) : line;
    return launcher.carried(whole).getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
  }
}
