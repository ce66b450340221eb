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
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.fit.training.NoiseLaw;
import org.logscape.jobs.report.data.Budget;
import org.logscape.jobs.report.data.FittedLaws;
import org.logscape.jobs.report.data.ReportData;
import org.logscape.jobs.report.data.ShownCells;
import org.logscape.jobs.report.data.ShownCells.Selection;
import org.logscape.jobs.report.figure.Axis;
import org.logscape.jobs.report.figure.Colour;
import org.logscape.jobs.report.figure.DataPoint;
import org.logscape.jobs.report.figure.DataTable;
import org.logscape.jobs.report.figure.Figure;
import org.logscape.jobs.report.figure.Figure.MarkKey;
import org.logscape.jobs.report.figure.Palette;
import org.logscape.jobs.report.figure.Series;
import org.logscape.jobs.report.figure.Series.Mark;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.verdict.LawRow;
import org.logscape.schemas.Table;

/**
 * Strength of the gradient noise against the loss, on log axes, in bins of a tenth of a decade.
 * That the loss and the gradients decouple means tr Sigma = 2 L tr H* / B, a line of slope 1 (arXiv
 * 2105.09557).
 */
final class NoiseFigure implements LawFigure {
  /**
   * Points of a cell in a bin of the loss.
   *
   * @param loss geometric mean
   * @param trace tr Sigma, geometric mean
   * @param low 5 % of the traces are below
   * @param high 5 % of the traces are above
   * @param predicted geometric mean of the predictions; null where there is none
   */
  private record Bin(
      String cellId,
      double loss,
      double trace,
      double low,
      double high,
      Double predicted,
      long points) {
    static final RowBinding<Bin> ROWS = RowBinding.ofQuery(Bin.class);
  }

  @Override
  public String id() {
    return "noise";
  }

  @Override
  public String title() {
    return "Gradient noise against the loss";
  }

  @Override
  public List<String> laws() {
    return List.of(NoiseLaw.SLOPE.law());
  }

  @Override
  public Set<Table> needs() {
    return Set.of(Table.NOISE);
  }

  @Override
  public String absence() {
    return Absence.TRAINING;
  }

  @Override
  public Optional<Figure> of(ReportData data) {
    ShownCells cells = data.cells();
    Dataset<Row> usable = data.table(Table.NOISE).where("loss > 0 AND noise_trace > 0");
    Selection shown = cells.having(usable, Budget.CROSSING_CURVES);
    Map<String, List<Bin>> byCell = new LinkedHashMap<>();
    shown.ids().forEach(cell -> byCell.put(cell, new ArrayList<>()));
    Dataset<Row> bins =
        usable
            .where(col("cell_id").isInCollection(shown.ids()))
            .groupBy(col("cell_id"), expr("floor(log10(loss) * 10)").as("bin"))
            .agg(
                expr("exp(avg(ln(loss))) AS loss"),
                expr("exp(avg(ln(noise_trace))) AS trace"),
                expr("percentile_approx(noise_trace, 0.05) AS low"),
                expr("percentile_approx(noise_trace, 0.95) AS high"),
                expr(
                    "exp(avg(ln(CASE WHEN predicted_trace > 0 THEN predicted_trace END))) AS"
                        + " predicted"),
                expr("count(*) AS points"))
            .orderBy("cell_id", "bin");
    Bin.ROWS.list(bins).forEach(bin -> byCell.get(bin.cellId()).add(bin));
    List<Series> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    byCell.forEach(
        (cell, ofCell) -> {
          String name = cells.label(cell);
          Colour colour = Palette.kind(rows.size());
          series.add(new Series(name, Mark.MEASURED, colour, measured(ofCell, name)));
          series.add(new Series(name, Mark.PREDICTED, colour, predicted(ofCell)));
          rows.add(
              List.of(
                  name,
                  "%,d".formatted(ofCell.stream().mapToLong(Bin::points).sum()),
                  fitted(data.laws(), cell, NoiseLaw.SLOPE),
                  "1",
                  fitted(data.laws(), cell, NoiseLaw.RATIO)));
        });
    return Optional.of(
        new Figure(
            id(),
            title(),
            ("Trace of the covariance of the minibatch gradient, geometric mean in bins of a tenth "
                    + "of a decade of the loss, with the range of 5 % to 95 % of the points. Where "
                    + "loss and gradients decouple it lies on the line 2 L tr H* / B. "
                    + shown.leftOut())
                .strip(),
            Axis.log("loss L"),
            Axis.log("noise tr Σ"),
            List.of(
                new MarkKey(Mark.MEASURED, "measured, 5 % to 95 % of the points"),
                new MarkKey(Mark.PREDICTED, "2 L tr H* / B")),
            series,
            DataTable.of(
                    "cell",
                    "points",
                    "slope [95 %]",
                    "slope predicted",
                    "measured / predicted [95 %]")
                .with(rows)));
  }

  private static List<DataPoint> measured(List<Bin> bins, String cell) {
    return bins.stream()
        .map(bin -> new DataPoint(bin.loss(), bin.trace(), bin.low(), bin.high(), cell))
        .toList();
  }

  private static List<DataPoint> predicted(List<Bin> bins) {
    return bins.stream()
        .filter(bin -> bin.predicted() != null)
        .map(bin -> DataPoint.of(bin.loss(), bin.predicted()))
        .toList();
  }

  /** The number that the law reports; a dash if it was not fitted. */
  private static String fitted(FittedLaws laws, String cell, Parameter parameter) {
    return laws.ofCell(cell, parameter).map(LawRow::measured).orElse("-");
  }
}
