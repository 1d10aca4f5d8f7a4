package dev.warren.cli.parallel;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Every combination of the values of several columns, the last one fastest. The first column is
 * read as it comes; the others are held, because they are needed again for each of its values. Not
 * thread-safe.
 */
final class Combinations implements Iterator<List<String>> {

  private final Iterator<List<String>> first;
  private final List<List<List<String>>> others;
  private final int[] at;
  private List<String> head;

  /** Each column is of tuples: values that are linked to each other. */
  Combinations(Iterator<List<String>> first, List<List<List<String>>> others) {
    this.first = first;
    this.others = others;
    this.at = new int[others.size()];
  }

  @Override
  public boolean hasNext() {
    if (others.stream().anyMatch(List::isEmpty)) {
      return false;
    }
    return head != null || first.hasNext();
  }

  @Override
  public List<String> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (head == null) {
      head = first.next();
    }
    List<String> all = new ArrayList<>(head);
    for (int i = 0; i < at.length; i++) {
      all.addAll(others.get(i).get(at[i]));
    }
    advance();
    return all;
  }

  private void advance() {
    for (int i = at.length - 1; i >= 0; i--) {
      at[i]++;
      if (at[i] < others.get(i).size()) {
        return;
      }
      at[i] = 0;
    }
    head = null;
  }

  /** The values of several sources side by side, as long as each of them has one. */
  static Iterator<List<String>> linked(List<Iterator<String>> sources) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return sources.stream().allMatch(Iterator::hasNext);
      }

      @Override
      public List<String> next() {
        return sources.stream().map(Iterator::next).toList();
      }
    };
  }
}
