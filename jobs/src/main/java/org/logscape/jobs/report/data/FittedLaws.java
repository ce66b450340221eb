package org.logscape.jobs.report.data;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.rows.EstimateRow;
import org.logscape.jobs.store.OrNull;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.text.Words;
import org.logscape.jobs.verdict.LawRow;
import org.logscape.observe.Event;

/**
 * The fits of a folder: all rows about several cells, the rows of single cells that are shown, and
 * for all cells the number of rows of each kind by verdict.
 */
public final class FittedLaws {
  private static final int MOST_GROUPS = 2_000;

  /**
   * A kind of row.
   *
   * @param event empty for laws of the stationary loss
   */
  public record Kind(String law, Optional<Event> event, String parameter)
      implements Comparable<Kind> {
    /** Whether it is of a parameter. */
    public boolean is(Parameter wanted) {
      return law.equals(wanted.law()) && parameter.equals(wanted.name());
    }

    @Override
    public int compareTo(Kind other) {
      return Comparator.comparing(Kind::law)
          .thenComparing(kind -> kind.event().map(Words::of).orElse(""))
          .thenComparing(Kind::parameter)
          .compare(this, other);
    }
  }

  /** How many rows of a kind have a verdict. */
  private record VerdictCount(
      String law, @OrNull Event event, String parameter, String verdict, long count) {
    static final RowBinding<VerdictCount> ROWS = RowBinding.ofQuery(VerdictCount.class);
  }

  private final List<LawRow> rows;
  private final Map<Kind, Map<String, Long>> verdicts;

  private FittedLaws(List<LawRow> rows, Map<Kind, Map<String, Long>> verdicts) {
    this.rows = List.copyOf(rows);
    this.verdicts = verdicts;
  }

  /** Reads the fits table. */
  static FittedLaws of(Dataset<Row> fits, ShownCells shown) {
    Dataset<Row> wanted =
        shown.areAll()
            ? fits
            : fits.where(col("cell_id").isNull().or(col("cell_id").isInCollection(shown.ids())));
    List<LawRow> groups = new ArrayList<>();
    List<LawRow> single = new ArrayList<>();
    for (EstimateRow row : EstimateRow.ROWS.list(wanted)) {
      String cell = row.cellId();
      if (cell == null) {
        groups.add(LawRow.of(row, ""));
      } else {
        single.add(LawRow.of(row, shown.label(cell)));
      }
    }
    List<LawRow> rows = new ArrayList<>(groups.subList(0, Math.min(groups.size(), MOST_GROUPS)));
    rows.addAll(single);
    if (shown.areAll()) {
      groups.addAll(single);
      return new FittedLaws(rows, verdicts(groups));
    }
    return new FittedLaws(rows, verdicts(fits));
  }

  private static Map<Kind, Map<String, Long>> verdicts(List<LawRow> rows) {
    Map<Kind, Map<String, Long>> verdicts = new TreeMap<>();
    rows.forEach(
        row ->
            verdicts
                .computeIfAbsent(
                    new Kind(row.law(), row.event(), row.parameter()), kind -> new TreeMap<>())
                .merge(row.verdict(), 1L, Long::sum));
    return verdicts;
  }

  /** The same counts by Spark, where the table is too large for the driver. */
  private static Map<Kind, Map<String, Long>> verdicts(Dataset<Row> fits) {
    Map<Kind, Map<String, Long>> verdicts = new TreeMap<>();
    for (VerdictCount row :
        VerdictCount.ROWS.list(fits.groupBy("law", "event", "parameter", "verdict").count())) {
      verdicts
          .computeIfAbsent(
              new Kind(row.law(), Optional.ofNullable(row.event()), row.parameter()),
              kind -> new TreeMap<>())
          .put(row.verdict(), row.count());
    }
    return verdicts;
  }

  /** The rows that are shown: those about several cells first, then those of single cells. */
  public List<LawRow> rows() {
    return rows;
  }

  /** The shown rows that satisfy a condition. */
  public List<LawRow> rows(Predicate<LawRow> wanted) {
    return rows.stream().filter(wanted).toList();
  }

  /** The first row of a parameter for one cell that has an estimate. */
  public Optional<LawRow> ofCell(String cell, Parameter parameter) {
    return rows.stream()
        .filter(row -> row.cellId().equals(cell) && row.is(parameter, Optional.empty()))
        .filter(row -> Double.isFinite(row.estimate()))
        .findFirst();
  }

  /** The row of a parameter for all cells together. */
  public Optional<LawRow> ofAllCells(Parameter parameter, Optional<Event> event) {
    return rows.stream().filter(row -> row.is(parameter, event) && row.isOfAllCells()).findFirst();
  }

  /** Number of all rows of the table. */
  public long count() {
    return verdicts.values().stream()
        .flatMap(byVerdict -> byVerdict.values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  /** For each kind of row, the number of rows of all cells by verdict. */
  public Map<Kind, Map<String, Long>> verdicts() {
    return verdicts;
  }
}
