package dev.warren.cli.parallel;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Several arguments in one command, as many as are allowed and as fit. When the input ends, what is
 * left is shared out evenly among the slots. Not thread-safe.
 */
final class ArgumentGroups implements Iterator<List<String>> {

  /** Half of what Linux takes as one argument, because quoting makes arguments longer. */
  static final int MOST_BYTES = 64 * 1024;

  private final Iterator<List<String>> input;
  private final int most;
  private final int slots;
  private List<String> rest = List.of();
  private int share;

  /** {@code slots}: 0 to fill the last commands as well as all others. */
  ArgumentGroups(Iterator<List<String>> input, int most, int slots) {
    this.input = input;
    this.most = most;
    this.slots = slots;
  }

  @Override
  public boolean hasNext() {
    return !rest.isEmpty() || input.hasNext();
  }

  @Override
  public List<String> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (rest.isEmpty()) {
      List<String> group = read();
      if (slots == 0 || input.hasNext()) {
        return group;
      }
      rest = group;
      share = (group.size() + slots - 1) / slots;
    }
    List<String> part = List.copyOf(rest.subList(0, Math.min(share, rest.size())));
    rest = rest.subList(part.size(), rest.size());
    return part;
  }

  private List<String> read() {
    List<String> group = new ArrayList<>(input.next());
    int bytes = group.stream().mapToInt(String::length).sum();
    while (group.size() < most && bytes < MOST_BYTES && input.hasNext()) {
      List<String> more = input.next();
      group.addAll(more);
      bytes += more.stream().mapToInt(each -> each.length() + 1).sum();
    }
    return group;
  }
}
