package org.logscape.jobs.verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.text.Paragraph;
import org.logscape.jobs.text.TextTable;
import org.logscape.jobs.text.TextTable.Align;

/** Rows of the fits table as tables for a terminal: measured, predicted, verdict. */
public final class VerdictTable {
  private static final String FAILED = Literal.of(Verdict.FAILED);

  private static final String INDENT = "  ";

  private final List<LawRow> rows;
  private final int width;

  private VerdictTable(List<LawRow> rows, int width) {
    this.rows = rows;
    this.width = width;
  }

  /** The tables of rows that are in the order of the catalogue, in lines of any width. */
  public static VerdictTable of(List<LawRow> rows) {
    return new VerdictTable(rows, Integer.MAX_VALUE);
  }

  /**
   * The same tables in lines of a width. A table that is wider is folded: a line says where the
   * rows below it hold; if that is not enough, a line of its own above each row also has the
   * parameter and the notes. No number and no verdict is cut.
   *
   * @param width characters in a line, at least 60
   */
  public VerdictTable within(int width) {
    return new VerdictTable(rows, width);
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
          lines.addAll(fitted(section.stream().map(row -> Line.of(row, warnings)).toList()));
          lines.add("");
        });
    warnings.lines().forEach(note -> lines.addAll(wrapped(note, "    ")));
    List<String> failed =
        rows.stream()
            .filter(row -> row.verdict().equals(FAILED))
            .map(row -> "%s (%s)".formatted(row.law(), row.where()))
            .distinct()
            .toList();
    if (!failed.isEmpty()) {
      lines.addAll(
          wrapped(
              "failed on these data, all other rows are complete: " + String.join(", ", failed),
              INDENT));
    }
    return lines;
  }

  /** A row of the fits in words. */
  private record Line(
      String where,
      String parameter,
      String measured,
      String predicted,
      String verdict,
      String notes) {
    static Line of(LawRow row, Warnings warnings) {
      return new Line(
          row.where(),
          row.parameter(),
          row.measured(),
          row.expected(),
          VerdictSize.of(row),
          warnings.marks(row.warnings()));
    }

    /** Without the words that stand above it. */
    Line underWhere() {
      return new Line("", parameter, measured, predicted, verdict, notes);
    }

    Line numbers() {
      return new Line("", "", measured, predicted, verdict, "");
    }

    String words() {
      return Stream.of(where, parameter, notes.isEmpty() ? "" : "(notes " + notes + ")")
          .filter(word -> !word.isEmpty())
          .collect(Collectors.joining(" "));
    }
  }

  private List<String> fitted(List<Line> rows) {
    List<String> whole = indented(table(rows), INDENT);
    if (fits(whole)) {
      return whole;
    }
    List<String> byWhere =
        folded(rows, Line::where, indented(table(map(rows, Line::underWhere)), INDENT + INDENT));
    return fits(byWhere)
        ? byWhere
        : folded(rows, Line::words, indented(table(map(rows, Line::numbers)), INDENT + INDENT));
  }

  /** Each line of the table below the words that it shares with the lines after it. */
  private List<String> folded(List<Line> rows, Function<Line, String> words, List<String> table) {
    List<String> lines = new ArrayList<>(List.of(table.get(0)));
    String above = "";
    for (int i = 0; i < rows.size(); i++) {
      String here = words.apply(rows.get(i));
      if (!here.equals(above)) {
        lines.addAll(wrapped(INDENT + here, INDENT + INDENT));
        above = here;
      }
      lines.add(table.get(i + 1));
    }
    return lines;
  }

  private boolean fits(List<String> lines) {
    return lines.stream().allMatch(line -> line.length() <= width);
  }

  /** A line as it is where it fits; else broken between its words. */
  private List<String> wrapped(String line, String indent) {
    if (line.length() <= width) {
      return List.of(line);
    }
    String first = line.substring(0, line.length() - line.stripLeading().length());
    List<String> broken = Paragraph.lines(line, width - indent.length());
    return IntStream.range(0, broken.size())
        .mapToObj(i -> (i == 0 ? first : indent) + broken.get(i))
        .toList();
  }

  private static List<Line> map(List<Line> rows, UnaryOperator<Line> part) {
    return rows.stream().map(part).toList();
  }

  private static List<String> indented(List<String> lines, String indent) {
    return lines.stream().map(line -> indent + line).toList();
  }

  private static List<String> table(List<Line> rows) {
    TextTable table =
        TextTable.empty()
            .column("where", Align.LEFT)
            .column("parameter", Align.LEFT)
            .column("measured [95 %]", Align.LEFT)
            .column("predicted", Align.RIGHT)
            .column("verdict", Align.LEFT)
            .column("notes", Align.LEFT);
    for (Line row : rows) {
      table.row(
          row.where(),
          row.parameter(),
          row.measured(),
          row.predicted(),
          row.verdict(),
          row.notes());
    }
    return table.lines();
  }
}
