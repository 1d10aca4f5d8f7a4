package dev.warren.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows in columns: the first one flush left, the others flush right, as numbers want it. */
final class Table {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final boolean numbers;

  Table(String... headings) {
    this(true, headings);
  }

  private Table(boolean numbers, String... headings) {
    this.numbers = numbers;
    rows.add(List.of(headings));
  }

  /** A table whose columns are all flush left. */
  static Table ofTexts(String... headings) {
    return new Table(false, headings);
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  @Override
  public String toString() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        String cell = row.get(i);
        String pad = " ".repeat(widths[i] - cell.length());
        if (numbers) {
          text.append(i == 0 ? cell + pad : GAP + pad + cell);
        } else {
          text.append(cell).append(i == columns - 1 ? "" : pad + GAP);
        }
      }
      text.append('\n');
    }
    return text.toString();
  }
}
