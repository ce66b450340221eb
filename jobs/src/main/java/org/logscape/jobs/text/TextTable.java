package org.logscape.jobs.text;

import java.util.ArrayList;
import java.util.List;

/** Columns in line: words to the left, numbers to the right, two blanks between. */
public final class TextTable {
  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  /** A column's head and side. */
  private record Column(String head, Align align) {}

  /** The side on which a column's entries are in line. */
  public enum Align {
    LEFT,
    RIGHT
  }

  private TextTable(List<Column> columns) {
    this.columns = columns;
  }

  /** A table without columns. */
  public static TextTable empty() {
    return new TextTable(new ArrayList<>());
  }

  /** Adds a column; all columns come before the first row. */
  public TextTable column(String head, Align align) {
    columns.add(new Column(head, align));
    return this;
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException unless there is one entry a column
   */
  public void row(String... entries) {
    if (entries.length != columns.size()) {
      throw new IllegalArgumentException(
          "a row has %d entries, is %d".formatted(columns.size(), entries.length));
    }
    rows.add(List.of(entries));
  }

  /**
   * Head and rows, without blanks at their ends. Columns that are blank in every row are left out.
   */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line(columns.stream().map(Column::head).toList()));
    rows.forEach(row -> lines.add(line(row)));
    return lines;
  }

  private String line(List<String> entries) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      if (rows.stream().allMatch(row -> row.get(column).isEmpty())) {
        continue;
      }
      String padding = " ".repeat(width(i) - entries.get(i).length());
      line.append(line.isEmpty() ? "" : "  ");
      line.append(
          columns.get(i).align() == Align.LEFT
              ? entries.get(i) + padding
              : padding + entries.get(i));
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return Math.max(
        columns.get(column).head().length(),
        rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
  }
}
