package org.logscape.jobs.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.fit.LawCatalogue;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.text.Numbers;
import org.logscape.jobs.text.TextTable;
import org.logscape.jobs.text.TextTable.Align;
import org.logscape.schemas.Table;

/** The laws of a folder as a table for a terminal: measured, predicted, verdict. */
public final class VerdictTable {
  private static final int MOST_ROWS = 24;
  private static final String FAILED = Literal.of(Verdict.FAILED);

  private final String path;
  private final List<LawRow> rows;

  private VerdictTable(String path, List<LawRow> rows) {
    this.path = path;
    this.rows = rows;
  }

  /** Reads the fits of a folder, in the order in which they were written. */
  public static VerdictTable of(ExperimentDir dir) {
    Dataset<Row> labels = dir.table(Table.CELLS).select("cell_id", "label");
    Map<String, String> labelOf = new LinkedHashMap<>();
    List<LawRow> rows = new ArrayList<>();
    // fits are few; cells may be many, so only the labels that fits name are brought here
    Dataset<Row> fits = dir.table(Table.FITS);
    Dataset<Row> wanted = fits.select("cell_id").where("cell_id IS NOT NULL").distinct();
    labels
        .join(wanted, "cell_id")
        .collectAsList()
        .forEach(row -> labelOf.put(row.getString(0), row.getString(1)));
    fits.collectAsList()
        .forEach(row -> rows.add(LawRow.of(row, label(labelOf.get(row.<String>getAs("cell_id"))))));
    return new VerdictTable(dir.path(), rows);
  }

  private static String label(String labelOrNull) {
    return labelOrNull == null ? "" : labelOrNull;
  }

  /**
   * One section for each law and event in the order of the catalogue, and below them what the notes
   * say.
   */
  public List<String> lines() {
    if (rows.isEmpty()) {
      return List.of("no laws were fitted: the spec asks for none, or the tables have no rows");
    }
    Warnings warnings = new Warnings();
    List<String> lines = new ArrayList<>();
    Map<String, List<LawRow>> sections =
        rows.stream()
            .sorted(Comparator.comparingInt(row -> LawCatalogue.place(row.law())))
            .collect(
                Collectors.groupingBy(LawRow::section, LinkedHashMap::new, Collectors.toList()));
    sections.forEach(
        (title, section) -> {
          lines.add(title);
          section(section, warnings).lines().forEach(line -> lines.add("  " + line));
          int left = section.size() - shown(section).size();
          if (left > 0) {
            lines.add("  ... and %,d more in %s/fits".formatted(left, path));
          }
          lines.add("");
        });
    lines.addAll(warnings.lines());
    List<String> failed =
        rows.stream()
            .filter(row -> row.verdict().equals(FAILED))
            .map(row -> "%s (%s)".formatted(row.law(), row.where()))
            .distinct()
            .toList();
    if (!failed.isEmpty()) {
      lines.add("failed on these data, all other rows are complete: " + String.join(", ", failed));
    }
    return lines;
  }

  /** All rows, or of each parameter the first ones, so that none is crowded out by another. */
  private static List<LawRow> shown(List<LawRow> rows) {
    if (rows.size() <= MOST_ROWS) {
      return rows;
    }
    long parameters = rows.stream().map(LawRow::parameter).distinct().count();
    int each = (int) Math.max(1, MOST_ROWS / parameters);
    Map<String, Integer> seen = new HashMap<>();
    return rows.stream()
        .filter(row -> seen.merge(row.parameter(), 1, Integer::sum) <= each)
        .sorted(Comparator.comparingInt(LawRow::place))
        .toList();
  }

  private static TextTable section(List<LawRow> rows, Warnings warnings) {
    TextTable table =
        TextTable.empty()
            .column("where", Align.LEFT)
            .column("parameter", Align.LEFT)
            .column("measured [95 %]", Align.LEFT)
            .column("predicted", Align.RIGHT)
            .column("verdict", Align.LEFT)
            .column("notes", Align.LEFT);
    for (LawRow row : shown(rows)) {
      table.row(
          row.where(),
          row.parameter(),
          row.measured(),
          Numbers.brief(row.predicted()),
          row.verdict(),
          warnings.marks(row.warnings()));
    }
    return table;
  }
}
