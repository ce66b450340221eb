package org.logscape.jobs.fit.stationary;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.fit.FitContext;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.RunSums;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.schemas.Table;
import org.logscape.statistics.RunBootstrap;
import scala.Tuple2;

/**
 * The losses of each cell after burn-in. Histograms are added up by cell once, with their
 * resamplings, and laws are fitted on the executors that hold the sums.
 */
public final class CellLosses {
  private final JavaPairRDD<String, HistogramSums> histograms;
  private final Broadcast<Map<String, StationaryCell.Facts>> facts;

  private CellLosses(FitContext context) {
    Map<String, StationaryCell.Facts> cells = new LinkedHashMap<>();
    context
        .cells()
        .forEach(
            (cell, theory) -> {
              StationaryCell runs = cell(context, theory);
              cells.put(
                  cell, new StationaryCell.Facts(theory.facts(), runs.runs(), runs.diverged()));
            });
    facts = context.sparkContext().broadcast(cells);
    histograms =
        context.kept(
            sums(context.table(Table.LOSS_HISTOGRAMS), context.bootstrap(), context.replicates()));
  }

  /** The losses of a folder, read once for all laws. */
  public static CellLosses of(FitContext context) {
    return context.once(CellLosses.class, CellLosses::new);
  }

  /** A cell with what became of its runs. */
  static StationaryCell cell(FitContext context, CellTheory theory) {
    RunSums runs = context.runs().get(theory.facts().cellId());
    return runs == null
        ? new StationaryCell(theory, 0, 0)
        : new StationaryCell(theory, runs.runs(), runs.diverged());
  }

  /** Computes the rows of one cell, on the executor that holds its losses. */
  public interface CellLaw extends Serializable {
    /** The rows of a cell. */
    List<FitRow> rows(StationaryCell cell, HistogramSums sums);
  }

  private static JavaPairRDD<String, HistogramSums> sums(
      Dataset<Row> table, RunBootstrap bootstrap, int replicates) {
    return HistogramSums.Losses.ROWS
        .rdd(table)
        .mapToPair(losses -> new Tuple2<>(losses.cellId(), losses))
        .aggregateByKey(
            new HistogramSums(bootstrap, replicates), HistogramSums::add, HistogramSums::merge);
  }

  /** The histograms by cell. */
  public JavaPairRDD<String, HistogramSums> histograms() {
    return histograms;
  }

  /** The facts of all cells, broadcast to the executors. */
  public Broadcast<Map<String, StationaryCell.Facts>> facts() {
    return facts;
  }

  /** The rows of a law by cell; without cells for which no loss was counted. */
  public Map<String, List<FitRow>> rows(CellLaw law) {
    Broadcast<Map<String, StationaryCell.Facts>> cells = facts;
    return histograms
        .mapToPair(
            cell ->
                new Tuple2<>(cell._1(), law.rows(cells.value().get(cell._1()).cell(), cell._2())))
        .collectAsMap();
  }

  /**
   * Rows by cell as one list, in the order of the grid.
   *
   * @param without the rows of a cell that ran but has no counted loss
   */
  public static List<FitRow> inOrder(
      FitContext context,
      Map<String, List<FitRow>> rows,
      BiFunction<CellTheory, RunSums, List<FitRow>> without) {
    List<FitRow> all = new ArrayList<>();
    context
        .cells()
        .forEach(
            (cell, theory) -> {
              if (rows.containsKey(cell)) {
                all.addAll(rows.get(cell));
              } else if (context.runs().containsKey(cell)) {
                all.addAll(without.apply(theory, context.runs().get(cell)));
              }
            });
    return all;
  }
}
