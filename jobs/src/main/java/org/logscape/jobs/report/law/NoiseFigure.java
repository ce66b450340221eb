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
import org.logscape.jobs.verdict.LawRow;
import org.logscape.schemas.Table;

/**
 * Strength of the gradient noise against the loss, on log axes, in bins of a tenth of a decade.
 * That the loss and the gradients decouple means tr Sigma = 2 L tr H* / B, a line of slope 1 (arXiv
 * 2105.09557).
 */
final class NoiseFigure implements LawFigure {
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
    Map<String, List<Row>> byCell = new LinkedHashMap<>();
    shown.ids().forEach(cell -> byCell.put(cell, new ArrayList<>()));
    usable
        .where(col("cell_id").isInCollection(shown.ids()))
        .groupBy(col("cell_id"), expr("floor(log10(loss) * 10)").as("bin"))
        .agg(
            expr("exp(avg(ln(loss)))"),
            expr("exp(avg(ln(noise_trace)))"),
            expr("percentile_approx(noise_trace, 0.05)"),
            expr("percentile_approx(noise_trace, 0.95)"),
            expr("exp(avg(ln(CASE WHEN predicted_trace > 0 THEN predicted_trace END)))"),
            expr("count(*)"))
        .orderBy("cell_id", "bin")
        .collectAsList()
        .forEach(row -> byCell.get(row.getString(0)).add(row));
    List<Series> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    byCell.forEach(
        (cell, bins) -> {
          String name = cells.label(cell);
          Colour colour = Palette.kind(rows.size());
          series.add(new Series(name, Mark.MEASURED, colour, measured(bins, name)));
          series.add(new Series(name, Mark.PREDICTED, colour, predicted(bins)));
          rows.add(
              List.of(
                  name,
                  "%,d".formatted(bins.stream().mapToLong(bin -> bin.getLong(7)).sum()),
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

  private static List<DataPoint> measured(List<Row> bins, String cell) {
    return bins.stream()
        .map(
            bin ->
                new DataPoint(
                    bin.getDouble(2), bin.getDouble(3), bin.getDouble(4), bin.getDouble(5), cell))
        .toList();
  }

  private static List<DataPoint> predicted(List<Row> bins) {
    return bins.stream()
        .filter(bin -> !bin.isNullAt(6))
        .map(bin -> DataPoint.of(bin.getDouble(2), bin.getDouble(6)))
        .toList();
  }

  /** The number that the law reports; a dash if it was not fitted. */
  private static String fitted(FittedLaws laws, String cell, Parameter parameter) {
    return laws.ofCell(cell, parameter).map(LawRow::measured).orElse("-");
  }
}
