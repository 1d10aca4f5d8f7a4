package dev.warren.codec;

import dev.warren.task.Death;
import dev.warren.task.Failure;
import java.util.List;

/** How much is kept of an outcome that has to fit somewhere, from all of it to nothing. */
enum Shortened {
  WHOLE(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE),
  LONG(40, 4_000, 10),
  SHORT(8, 500, 4),
  GONE(0, 0, 0);

  private final int lines;
  private final int chars;
  private final int links;

  /**
   * {@code lines} are those of a stack trace, or the last ones of a process; {@code chars} are for
   * each text; {@code links} are exceptions in a chain of causes, or deaths.
   */
  Shortened(int lines, int chars, int links) {
    this.lines = lines;
    this.chars = chars;
    this.links = links;
  }

  /** The failure with that much of it; null for nothing. */
  Failure failure(Failure it) {
    return failure(it, links);
  }

  private Failure failure(Failure it, int left) {
    if (it == null || left == 0) {
      return null;
    }
    return new Failure(
        it.type(),
        it.message() == null ? null : cut(it.message()),
        it.stack().subList(0, Math.min(lines, it.stack().size())),
        failure(it.cause(), left - 1));
  }

  /** The last deaths, and the last lines of each; null for none. */
  List<Death> deaths(List<Death> all) {
    return links == 0 ? null : last(all, links).stream().map(this::death).toList();
  }

  private Death death(Death it) {
    List<String> last = last(it.lastLines(), lines).stream().map(this::cut).toList();
    return new Death(it.host(), it.pid(), it.exitCode(), cut(it.reason()), last);
  }

  private static <T> List<T> last(List<T> all, int count) {
    return all.subList(Math.max(0, all.size() - count), all.size());
  }

  private String cut(String text) {
    if (text.length() <= chars) {
      return text;
    }
    boolean halfAPair = Character.isHighSurrogate(text.charAt(chars - 1));
    return text.substring(0, halfAPair ? chars - 1 : chars);
  }
}
