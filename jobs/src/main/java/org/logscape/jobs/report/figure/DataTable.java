package org.logscape.jobs.report.figure;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of the page: plain text, escaped when it is written.
 *
 * @param head one a column
 * @param rows one entry a column each
 */
public record DataTable(List<String> head, List<List<String>> rows) {
  /** Rows of a table, at most. */
  public static final int MOST_ROWS = 200;

  public DataTable {
    head = List.copyOf(head);
    rows = List.copyOf(rows);
  }

  public static DataTable of(String... head) {
    return new DataTable(List.of(head), List.of());
  }

  /**
   * The table with rows, cut to the first {@value #MOST_ROWS}.
   *
   * @throws IllegalArgumentException if a row has another number of entries than the head
   */
  public DataTable with(List<List<String>> more) {
    if (more.stream().anyMatch(row -> row.size() != head.size())) {
      throw new IllegalArgumentException("a row has %d entries".formatted(head.size()));
    }
    List<List<String>> all = new ArrayList<>(rows);
    all.addAll(more.subList(0, Math.min(more.size(), MOST_ROWS)));
    return new DataTable(head, all);
  }
}
