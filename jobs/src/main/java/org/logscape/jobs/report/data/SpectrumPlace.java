package org.logscape.jobs.report.data;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.store.OrNull;
import org.logscape.jobs.store.RowBinding;

/**
 * Where a spectrum was computed. Those of different runs or steps are different matrices, never to
 * be drawn as one.
 *
 * @param cellId of the cell
 * @param runId null for the minimum from which all runs of the cell start
 * @param step null for that minimum
 */
public record SpectrumPlace(String cellId, @OrNull String runId, Long step) {
  private static final RowBinding<SpectrumPlace> ROWS = RowBinding.ofQuery(SpectrumPlace.class);

  /**
   * One place a cell: the common minimum where it is there, else the last step of the first run.
   *
   * @param rows of the spectra table, of the kind that is to be drawn
   * @param cells ids of cells that have such rows
   */
  public static List<SpectrumPlace> ofEach(Dataset<Row> rows, List<String> cells) {
    Map<String, SpectrumPlace> places = new LinkedHashMap<>();
    cells.forEach(cell -> places.put(cell, null));
    // in the order of structs null comes first, and of equal runs the largest step by its negative
    ROWS.list(
            rows.where(col("cell_id").isInCollection(cells))
                .groupBy("cell_id")
                .agg(expr("min(struct(run_id, -step AS back, step))").as("first"))
                .select("cell_id", "first.run_id", "first.step"))
        .forEach(place -> places.put(place.cellId(), place));
    return List.copyOf(places.values());
  }

  /**
   * Every step of the first run of each cell, by cell and step.
   *
   * @param rows of the spectra table, of the kind that is to be drawn
   * @param cells ids of cells that have such rows
   */
  public static List<SpectrumPlace> along(Dataset<Row> rows, List<String> cells) {
    return ROWS
        .list(
            rows.where(col("cell_id").isInCollection(cells))
                .groupBy("cell_id", "step")
                .agg(expr("min(run_id)").as("run_id")))
        .stream()
        .sorted(
            Comparator.comparingInt((SpectrumPlace place) -> cells.indexOf(place.cellId()))
                .thenComparing(
                    SpectrumPlace::step, Comparator.nullsFirst(Comparator.naturalOrder())))
        .toList();
  }

  /** Rows that were computed here. */
  public Column condition() {
    return col("cell_id")
        .equalTo(cellId)
        .and(col("run_id").eqNullSafe(lit(runId)))
        .and(col("step").eqNullSafe(lit(step)));
  }

  /** Rows that were computed at one of the places. */
  public static Column anyOf(List<SpectrumPlace> places) {
    return places.stream().map(SpectrumPlace::condition).reduce(Column::or).orElse(lit(false));
  }

  /** In words: the cell, and the step of a run. */
  public String name(ShownCells cells) {
    return step == null ? cells.label(cellId) : "%s, step %,d".formatted(cells.label(cellId), step);
  }
}
