package org.logscape.jobs.fit.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.fit.FitContext;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.schemas.Table;
import scala.Tuple2;

/** The spectra of each cell, grouped once for all laws that use them. */
final class CellSpectra {
  private final FitContext context;
  private final JavaPairRDD<String, List<MeasuredSpectrum>> spectra;

  private CellSpectra(FitContext context) {
    this.context = context;
    Dataset<Row> table = context.table(Table.SPECTRA);
    spectra =
        context.kept(
            MeasuredSpectrum.Entry.ROWS
                .rdd(table.where(table.col("kind").notEqual("density")))
                .mapToPair(entry -> new Tuple2<>(entry.cellId(), entry))
                .groupByKey()
                .mapValues(MeasuredSpectrum::of));
  }

  static CellSpectra of(FitContext context) {
    return context.once(CellSpectra.class, CellSpectra::new);
  }

  /** Computes the rows of one cell, where its spectra are. */
  interface CellLaw extends Serializable {
    List<FitRow> rows(CellFacts facts, List<MeasuredSpectrum> spectra);
  }

  /**
   * The rows of a law, in the order of the grid; then those of cells that have none.
   *
   * @param without the row of a cell that ran and has no spectrum for the law
   */
  List<FitRow> rows(CellLaw law, FitRow without) {
    Map<String, CellFacts> facts = new HashMap<>();
    context.cells().forEach((id, theory) -> facts.put(id, theory.facts()));
    Broadcast<Map<String, CellFacts>> shared = context.sparkContext().broadcast(facts);
    Map<String, List<FitRow>> fitted =
        spectra
            .filter(cell -> shared.value().containsKey(cell._1()))
            .mapToPair(
                cell -> new Tuple2<>(cell._1(), law.rows(shared.value().get(cell._1()), cell._2())))
            .collectAsMap();
    List<FitRow> rows = new ArrayList<>();
    List<FitRow> missing = new ArrayList<>();
    for (String cell : context.ran()) {
      List<FitRow> own = fitted.getOrDefault(cell, List.of());
      rows.addAll(own);
      if (own.isEmpty()) {
        missing.add(without.cell(cell));
      }
    }
    rows.addAll(missing);
    return rows;
  }
}
