package dev.warren.cli.parallel;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;

/**
 * Several arguments in one command, as many as are allowed and as fit. When the input ends, what is
 * left is shared out evenly among the slots. Not thread-safe.
 */
final class ArgumentGroups implements Iterator<List<String>> {

  private final Iterator<List<String>> input;
  private final int most;
  private final int slots;
  private final Predicate<List<String>> fits;

  /** Lines of input that are in no command yet, and how many arguments they have. */
  private final List<List<String>> held = new ArrayList<>();

  private int heldArguments;
  private List<String> rest = List.of();
  private int share;

  /** {@code slots}: 0 to fill the last commands as well as all others. */
  ArgumentGroups(Iterator<List<String>> input, int most, int slots, Predicate<List<String>> fits) {
    this.input = input;
    this.most = most;
    this.slots = slots;
    this.fits = fits;
  }

  @Override
  public boolean hasNext() {
    return !rest.isEmpty() || hasMore();
  }

  private boolean hasMore() {
    return !held.isEmpty() || input.hasNext();
  }

  @Override
  public List<String> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (rest.isEmpty()) {
      List<String> group = read();
      if (slots == 0 || hasMore()) {
        return group;
      }
      rest = group;
      share = (group.size() + slots - 1) / slots;
    }
    List<String> part = List.copyOf(rest.subList(0, Math.min(share, rest.size())));
    rest = rest.subList(part.size(), rest.size());
    return part;
  }

  /**
   * Tries twice as many lines each time until they do not fit, and then what lies between. One is
   * taken in any case: if that is too long, the system says so when it is run.
   */
  private List<String> read() {
    int good = hold(1);
    int bad = Integer.MAX_VALUE;
    while (bad - good > 1) {
      int tried = bad == Integer.MAX_VALUE ? hold(good * 2) : (good + bad) / 2;
      if (tried == good) {
        break; // There are no more, or none is allowed.
      }
      if (fits.test(arguments(tried))) {
        good = tried;
      } else {
        bad = tried;
      }
    }
    List<String> group = arguments(good);
    held.subList(0, good).clear();
    heldArguments -= group.size();
    return group;
  }

  /** Reads so many lines, if there are and if so many arguments are allowed. */
  private int hold(int lines) {
    while (held.size() < lines && heldArguments < most && input.hasNext()) {
      List<String> line = input.next();
      held.add(line);
      heldArguments += line.size();
    }
    return Math.min(lines, held.size());
  }

  private List<String> arguments(int lines) {
    List<String> all = new ArrayList<>();
    held.subList(0, lines).forEach(all::addAll);
    return all;
  }
}
