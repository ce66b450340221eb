package org.logscape.jobs.verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.text.TextTable;
import org.logscape.jobs.text.TextTable.Align;

/** Rows of the fits table as tables for a terminal: measured, predicted, verdict. */
public final class VerdictTable {
  private static final String FAILED = Literal.of(Verdict.FAILED);

  private final List<LawRow> rows;

  private VerdictTable(List<LawRow> rows) {
    this.rows = rows;
  }

  /** The tables of rows that are in the order of the catalogue. */
  public static VerdictTable of(List<LawRow> rows) {
    return new VerdictTable(rows);
  }

  /** One section for each law and event, and below them what the notes say. */
  public List<String> lines() {
    if (rows.isEmpty()) {
      return List.of("no laws were fitted: the spec asks for none, or the tables have no rows");
    }
    Warnings warnings = new Warnings();
    List<String> lines = new ArrayList<>();
    Map<String, List<LawRow>> sections =
        rows.stream()
            .collect(
                Collectors.groupingBy(LawRow::section, LinkedHashMap::new, Collectors.toList()));
    sections.forEach(
        (title, section) -> {
          lines.add(title);
          table(section, warnings).lines().forEach(line -> lines.add("  " + line));
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

  private static TextTable table(List<LawRow> rows, Warnings warnings) {
    TextTable table =
        TextTable.empty()
            .column("where", Align.LEFT)
            .column("parameter", Align.LEFT)
            .column("measured [95 %]", Align.LEFT)
            .column("predicted", Align.RIGHT)
            .column("verdict", Align.LEFT)
            .column("notes", Align.LEFT);
    for (LawRow row : rows) {
      table.row(
          row.where(),
          row.parameter(),
          row.measured(),
          row.expected(),
          VerdictSize.of(row),
          warnings.marks(row.warnings()));
    }
    return table;
  }
}
