package org.logscape.jobs.report.law;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.fit.training.DecouplingLaw;
import org.logscape.jobs.report.data.Budget;
import org.logscape.jobs.report.data.ReportData;
import org.logscape.jobs.report.data.ShownCells;
import org.logscape.jobs.report.data.SpectrumPlace;
import org.logscape.jobs.report.figure.Axis;
import org.logscape.jobs.report.figure.DataPoint;
import org.logscape.jobs.report.figure.DataTable;
import org.logscape.jobs.report.figure.Figure;
import org.logscape.jobs.report.figure.Figure.MarkKey;
import org.logscape.jobs.report.figure.Palette;
import org.logscape.jobs.report.figure.Series;
import org.logscape.jobs.report.figure.Series.Mark;
import org.logscape.jobs.store.OrNull;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.text.Numbers;
import org.logscape.schemas.Table;

/**
 * The decoupling test: eigenvalues of (1/N) sum l C_f against those of L (1/N) sum C_f at equal
 * rank, on log axes. Where sample losses and gradients of the output decouple they are equal (arXiv
 * 2105.09557).
 */
final class DecouplingFigure implements LawFigure {
  private static final int MOST_RANKS = 200;
  private static final String EQUAL = "decoupled";

  /**
   * Both eigenvalues at one rank.
   *
   * @param index the rank, from 0 on
   */
  private record Pair(
      String cellId,
      @OrNull String runId,
      Long step,
      int index,
      double decoupled,
      double weighted) {
    static final RowBinding<Pair> ROWS = RowBinding.ofQuery(Pair.class);

    SpectrumPlace place() {
      return new SpectrumPlace(cellId, runId, step);
    }
  }

  @Override
  public String id() {
    return "decoupling";
  }

  @Override
  public String title() {
    return "Do loss and gradients decouple?";
  }

  @Override
  public List<String> laws() {
    return List.of(DecouplingLaw.RATIO.law());
  }

  @Override
  public Set<Table> needs() {
    return Set.of(Table.SPECTRA);
  }

  @Override
  public String absence() {
    return Absence.TRAINING;
  }

  @Override
  public Optional<Figure> of(ReportData data) {
    ShownCells cells = data.cells();
    Dataset<Row> kinds =
        data.table(Table.SPECTRA)
            .where(
                col("kind")
                    .isin("decoupled-eigenvalue", "loss-weighted-eigenvalue")
                    .and(col("index").lt(MOST_RANKS)));
    List<String> having = cells.having(kinds, Budget.CURVES).ids();
    if (having.isEmpty()) {
      return Optional.empty();
    }
    List<SpectrumPlace> all = SpectrumPlace.along(kinds.where("index = 0"), having);
    List<SpectrumPlace> shown = Budget.spread(all, Budget.CURVES);
    Map<SpectrumPlace, List<Pair>> pairs = pairs(kinds, shown);
    List<Series> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      List<Pair> ranks = pairs.get(shown.get(i));
      String name = shown.get(i).name(cells);
      series.add(
          new Series(
              name,
              Mark.MEASURED,
              Palette.ordered(i, shown.size()),
              ranks.stream()
                  .map(
                      p ->
                          new DataPoint(
                              p.decoupled(),
                              p.weighted(),
                              Double.NaN,
                              Double.NaN,
                              "%s, rank %d".formatted(name, p.index() + 1)))
                  .toList()));
      rows.add(
          List.of(name, String.valueOf(ranks.size()), ratio(ranks, 1), ratio(ranks, ranks.size())));
    }
    addEquality(series);
    return Optional.of(
        new Figure(
            id(),
            title(),
            ("Eigenvalues of (1/N) Σ ℓ C against those of L (1/N) Σ C, rank by rank, in the first "
                    + "run of a cell; C is the outer product of the gradient of the network's "
                    + "output for one sample, ℓ its loss. Where they decouple, points lie on the "
                    + "line. "
                    + Budget.sentence(shown.size(), all.size(), "steps"))
                .strip(),
            Axis.log("eigenvalue of L (1/N) Σ C"),
            Axis.log("eigenvalue of (1/N) Σ ℓ C"),
            List.of(
                new MarkKey(Mark.MEASURED, "eigenvalues at one rank"),
                new MarkKey(Mark.PREDICTED, "equal eigenvalues")),
            series,
            DataTable.of("cell", "ranks", "ratio of the largest", "geometric mean of the ratio")
                .with(rows)));
  }

  private static Map<SpectrumPlace, List<Pair>> pairs(
      Dataset<Row> kinds, List<SpectrumPlace> shown) {
    Map<SpectrumPlace, List<Pair>> pairs = new LinkedHashMap<>();
    shown.forEach(place -> pairs.put(place, new ArrayList<>()));
    Dataset<Row> ranked =
        kinds
            .where(SpectrumPlace.anyOf(shown))
            .groupBy("cell_id", "run_id", "step", "index")
            .agg(
                expr("max(CASE WHEN kind = 'decoupled-eigenvalue' THEN value END)").as("decoupled"),
                expr("max(CASE WHEN kind = 'loss-weighted-eigenvalue' THEN value END)")
                    .as("weighted"))
            .where("decoupled > 0 AND weighted > 0")
            .orderBy("cell_id", "step", "index");
    Pair.ROWS.list(ranked).forEach(pair -> pairs.get(pair.place()).add(pair));
    return pairs;
  }

  private static void addEquality(List<Series> series) {
    double[] places =
        series.stream()
            .flatMap(s -> s.points().stream())
            .mapToDouble(DataPoint::x)
            .sorted()
            .toArray();
    if (places.length > 0) {
      series.add(
          new Series(
              EQUAL,
              Mark.PREDICTED,
              Palette.neutral(),
              List.of(
                  DataPoint.of(places[0], places[0]),
                  DataPoint.of(places[places.length - 1], places[places.length - 1]))));
    }
  }

  /** Geometric mean of weighted over decoupled over the first ranks. */
  private static String ratio(List<Pair> ranks, int first) {
    return Numbers.brief(
        Math.exp(
            ranks.stream()
                .limit(first)
                .mapToDouble(p -> Math.log(p.weighted() / p.decoupled()))
                .average()
                .orElse(Double.NaN)));
  }
}
