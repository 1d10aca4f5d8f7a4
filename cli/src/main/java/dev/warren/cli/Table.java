package dev.warren.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows in columns: the first one flush left, the others flush right. */
final class Table {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... headings) {
    rows.add(List.of(headings));
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
        text.append(i == 0 ? cell + pad : GAP + pad + cell);
      }
      text.append('\n');
    }
    return text.toString();
  }
}
