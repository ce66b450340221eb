package org.logscape.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.hipparchus.special.Beta;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.report.Figure.MarkKey;
import org.logscape.jobs.report.LossHistograms.Bin;
import org.logscape.jobs.report.LossHistograms.Histogram;
import org.logscape.jobs.report.Series.Mark;
import org.logscape.jobs.text.Numbers;

/**
 * The share of losses beyond x = L/L* - 1 on log axes, in which a power-law tail of the density's
 * exponent alpha is a line of slope 1 - alpha, with the line fitted from xmin on (Clauset, Shalizi
 * and Newman) and the log-landscape law beside it.
 */
final class TailFigure {
  private static final int CURVE_POINTS = 61;
  private static final Pattern START = Pattern.compile("L/L\\*-1=([0-9.e+-]+?)\\.\\.$");

  private TailFigure() {}

  /** The figure, or none where no tail was fitted. */
  static List<Figure> of(Dataset<Row> table, Cells cells, Laws laws) {
    List<LawRow> fitted =
        laws.rows(
            row ->
                row.is("tail-law", "", "exponent")
                    && row.group().contains("source=histogram")
                    && Double.isFinite(row.estimate()));
    if (fitted.isEmpty()) {
      return List.of();
    }
    List<Series> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    List<Histogram> histograms = LossHistograms.of(table, cells);
    for (int i = 0; i < histograms.size(); i++) {
      Histogram histogram = histograms.get(i);
      Optional<LawRow> row =
          fitted.stream().filter(r -> r.cellId().equals(histogram.cellId())).findFirst();
      if (row.isPresent() && !histogram.bins().isEmpty()) {
        String name = cells.label(histogram.cellId());
        add(series, histogram, row.get(), cells.theory(histogram.cellId()), i, name);
        rows.add(
            List.of(
                name,
                row.get().measured(),
                Numbers.brief(row.get().predicted()),
                start(row.get()).map(Numbers::brief).orElse("-"),
                pValue(laws, histogram.cellId())));
      }
    }
    return List.of(
        new Figure(
            "tail",
            "Tail of the loss",
            "The share of all losses beyond x = L/L* − 1, over all runs of a cell. Dashed: the power"
                + " law fitted from the start that makes the Kolmogorov-Smirnov distance least.",
            Axis.log("excess loss x = L/L* − 1"),
            Axis.log("share of losses beyond x"),
            List.of(
                new MarkKey(Mark.MEASURED, "measured"),
                new MarkKey(Mark.PREDICTED, "log-landscape law"),
                new MarkKey(Mark.FITTED, "power law fitted")),
            series,
            DataTable.of("cell", "exponent of the density [95 %]", "predicted", "from x =", "p")
                .with(rows)));
  }

  private static void add(
      List<Series> series,
      Histogram histogram,
      LawRow row,
      CellTheory theory,
      int place,
      String name) {
    Colour colour = Palette.kind(place);
    List<Point> measured = new ArrayList<>();
    long beyond = 0;
    List<Bin> bins = histogram.bins();
    for (int i = bins.size() - 1; i >= 0; i--) {
      beyond += bins.get(i).count();
      measured.add(
          0,
          new Point(
              bins.get(i).low(),
              (double) beyond / histogram.total(),
              Double.NaN,
              Double.NaN,
              name));
    }
    series.add(new Series(name, Mark.MEASURED, colour, measured));
    double last = bins.get(bins.size() - 1).high();
    double least = measured.get(measured.size() - 1).y();
    double a = theory.landscape().stationaryShapeA();
    double b = theory.landscape().stationaryShapeB();
    if (b > 0) {
      series.add(
          new Series(
              name,
              Mark.PREDICTED,
              colour,
              curve(
                  bins.get(0).low(),
                  last,
                  least / 2,
                  x -> Beta.regularizedBeta(1 / (1 + x), b, a))));
    }
    Optional<Double> start = start(row);
    if (start.isPresent()) {
      double share = histogram.share(start.get(), Double.POSITIVE_INFINITY);
      series.add(
          new Series(
              name,
              Mark.FITTED,
              colour,
              curve(
                  start.get(),
                  last,
                  least / 2,
                  x -> share * Math.pow(x / start.get(), 1 - row.estimate()))));
    }
  }

  private static List<Point> curve(double from, double to, double least, DoubleUnaryOperator law) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < CURVE_POINTS; i++) {
      double x = from * Math.pow(to / from, i / (CURVE_POINTS - 1.0));
      double y = law.applyAsDouble(x);
      if (y >= least) {
        points.add(Point.of(x, y));
      }
    }
    return points;
  }

  /** The start of the tail that a group key names. */
  static Optional<Double> start(LawRow row) {
    Matcher matcher = START.matcher(row.group());
    return matcher.find() ? Optional.of(Double.parseDouble(matcher.group(1))) : Optional.empty();
  }

  private static String pValue(Laws laws, String cell) {
    return laws
        .rows(
            row ->
                row.cellId().equals(cell)
                    && row.is("tail-law", "", "p_value")
                    && row.group().contains("source=histogram"))
        .stream()
        .map(row -> Numbers.brief(row.estimate()))
        .findFirst()
        .orElse("-");
  }
}
