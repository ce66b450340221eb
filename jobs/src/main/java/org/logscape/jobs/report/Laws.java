package org.logscape.jobs.report;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The fits of a folder: all that are about several cells, those of single cells for the cells that
 * are shown, and over all cells how many rows of each kind reached which verdict.
 */
final class Laws {
  private static final int MOST_GROUPS = 2_000;

  /**
   * A kind of row.
   *
   * @param event empty for laws of the stationary loss
   */
  record Kind(String law, String event, String parameter) implements Comparable<Kind> {
    @Override
    public int compareTo(Kind other) {
      return key().compareTo(other.key());
    }

    private String key() {
      return law + "/" + event + "/" + parameter;
    }
  }

  private final List<LawRow> rows;
  private final Map<Kind, Map<String, Long>> verdicts;
  private final long count;

  private Laws(List<LawRow> rows, Map<Kind, Map<String, Long>> verdicts, long count) {
    this.rows = List.copyOf(rows);
    this.verdicts = verdicts;
    this.count = count;
  }

  /** Reads the fits table. */
  static Laws of(Dataset<Row> fits, Cells shown) {
    Map<Kind, Map<String, Long>> verdicts = new TreeMap<>();
    long count = 0;
    for (Row row :
        fits.groupBy("law", "event", "parameter", "verdict")
            .count()
            .orderBy("law", "event", "parameter", "verdict")
            .collectAsList()) {
      String event = row.isNullAt(1) ? "" : row.getString(1);
      verdicts
          .computeIfAbsent(
              new Kind(row.getString(0), event, row.getString(2)), kind -> new LinkedHashMap<>())
          .put(row.getString(3), row.getLong(4));
      count += row.getLong(4);
    }
    List<LawRow> rows = new ArrayList<>();
    fits.where(col("cell_id").isNull())
        .limit(MOST_GROUPS)
        .collectAsList()
        .forEach(row -> rows.add(LawRow.of(row, "")));
    fits.where(col("cell_id").isInCollection(shown.ids()))
        .collectAsList()
        .forEach(row -> rows.add(LawRow.of(row, shown.label(row.getAs("cell_id")))));
    return new Laws(rows, verdicts, count);
  }

  /** The rows that are shown. */
  List<LawRow> rows() {
    return rows;
  }

  List<LawRow> rows(Predicate<LawRow> wanted) {
    return rows.stream().filter(wanted).toList();
  }

  /** Number of all rows of the table. */
  long count() {
    return count;
  }

  /** For each kind of row, how many rows of all cells have each verdict. */
  Map<Kind, Map<String, Long>> verdicts() {
    return verdicts;
  }
}
