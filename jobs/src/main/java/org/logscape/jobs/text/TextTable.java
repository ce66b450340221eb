package org.logscape.jobs.text;

import java.util.ArrayList;
import java.util.List;

/** Columns in line: words to the left, numbers to the right, two blanks between. */
public final class TextTable {
  private static final String INDENT = "  ";
  private static final String GAP = "  ";
  private static final String NARROW_GAP = " ";

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
    lines.add(line(heads(), 0, GAP));
    rows.forEach(row -> lines.add(line(row, 0, GAP)));
    return lines;
  }

  /**
   * The table for lines of a given width. Where {@link #lines()} are longer, each entry of the
   * first column stands on lines of its own above its rows.
   *
   * @param width characters in a line
   */
  public List<String> lines(int width) {
    List<String> plain = lines();
    if (fits(plain, width)) {
      return plain;
    }
    List<String> folded = folded(width, GAP);
    return fits(folded, width) ? folded : folded(width, NARROW_GAP);
  }

  private static boolean fits(List<String> lines, int width) {
    return lines.stream().allMatch(line -> line.length() <= width);
  }

  private List<String> folded(int width, String gap) {
    List<String> lines = new ArrayList<>();
    lines.add(INDENT + line(heads(), 1, gap));
    String above = "";
    for (List<String> row : rows) {
      String first = row.get(0);
      if (!first.isEmpty() && !first.equals(above)) {
        lines.addAll(Paragraph.lines(first, width));
        above = first;
      }
      lines.add(INDENT + line(row, 1, gap));
    }
    return lines;
  }

  private List<String> heads() {
    return columns.stream().map(Column::head).toList();
  }

  private String line(List<String> entries, int from, String gap) {
    StringBuilder line = new StringBuilder();
    for (int i = from; i < columns.size(); i++) {
      int column = i;
      if (rows.stream().allMatch(row -> row.get(column).isEmpty())) {
        continue;
      }
      String padding = " ".repeat(width(i) - entries.get(i).length());
      line.append(line.isEmpty() ? "" : gap);
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
