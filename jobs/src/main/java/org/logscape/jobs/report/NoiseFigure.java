package org.logscape.jobs.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.report.Figure.MarkKey;
import org.logscape.jobs.report.Series.Mark;
import org.logscape.jobs.text.Numbers;

/**
 * Strength of the gradient noise against the loss, on log axes, in bins of a tenth of a decade.
 * That the loss and the gradients decouple means tr Sigma = 2 L tr H* / B, a line of slope 1 (arXiv
 * 2105.09557).
 */
final class NoiseFigure {
  private NoiseFigure() {}

  /** The figure, or none where no noise was measured. */
  static List<Figure> of(Dataset<Row> noise, Cells cells) {
    Dataset<Row> usable = noise.where("loss > 0 AND noise_trace > 0");
    List<String> shown = cells.having(usable, Budget.CROSSING_CURVES);
    Map<String, List<Row>> byCell = new LinkedHashMap<>();
    shown.forEach(cell -> byCell.put(cell, new ArrayList<>()));
    Dataset<Row> wanted = usable.where(col("cell_id").isInCollection(shown));
    wanted
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
    Map<String, Double> slopes = new LinkedHashMap<>();
    wanted
        .groupBy("cell_id")
        .agg(expr("regr_slope(ln(noise_trace), ln(loss))"))
        .collectAsList()
        .forEach(
            row -> slopes.put(row.getString(0), row.isNullAt(1) ? Double.NaN : row.getDouble(1)));
    List<Series> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      String cell = shown.get(i);
      String name = cells.label(cell);
      Colour colour = Palette.kind(i);
      List<Row> bins = byCell.get(cell);
      series.add(new Series(name, Mark.MEASURED, colour, measured(bins, name)));
      series.add(new Series(name, Mark.PREDICTED, colour, predicted(bins)));
      rows.add(
          List.of(
              name,
              "%,d".formatted(bins.stream().mapToLong(bin -> bin.getLong(7)).sum()),
              Numbers.brief(slopes.getOrDefault(cell, Double.NaN)),
              "1",
              Numbers.brief(ratio(bins))));
    }
    return List.of(
        new Figure(
            "noise",
            "Gradient noise against the loss",
            ("Trace of the covariance of the minibatch gradient, geometric mean in bins of a tenth "
                    + "of a decade of the loss, with the range of 5 % to 95 % of the points. Where "
                    + "loss and gradients decouple it lies on the line 2 L tr H* / B. "
                    + cells.leftOut(shown, usable))
                .strip(),
            Axis.log("loss L"),
            Axis.log("noise tr Σ"),
            List.of(
                new MarkKey(Mark.MEASURED, "measured, 5 % to 95 % of the points"),
                new MarkKey(Mark.PREDICTED, "2 L tr H* / B")),
            series,
            DataTable.of("cell", "points", "slope", "slope predicted", "measured / predicted")
                .with(rows)));
  }

  private static List<Point> measured(List<Row> bins, String cell) {
    return bins.stream()
        .map(
            bin ->
                new Point(
                    bin.getDouble(2), bin.getDouble(3), bin.getDouble(4), bin.getDouble(5), cell))
        .toList();
  }

  private static List<Point> predicted(List<Row> bins) {
    return bins.stream()
        .filter(bin -> !bin.isNullAt(6))
        .map(bin -> Point.of(bin.getDouble(2), bin.getDouble(6)))
        .toList();
  }

  /** Geometric mean over the bins. */
  private static double ratio(List<Row> bins) {
    return Math.exp(
        bins.stream()
            .filter(bin -> !bin.isNullAt(6))
            .mapToDouble(bin -> Math.log(bin.getDouble(3) / bin.getDouble(6)))
            .average()
            .orElse(Double.NaN));
  }
}
