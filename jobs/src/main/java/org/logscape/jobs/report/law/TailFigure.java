package org.logscape.jobs.report.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.special.Beta;
import org.logscape.jobs.fit.tail.TailLaw;
import org.logscape.jobs.fit.tail.TailSubject;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.report.data.FittedLaws;
import org.logscape.jobs.report.data.LossHistogram;
import org.logscape.jobs.report.data.LossHistogram.Bin;
import org.logscape.jobs.report.data.ReportData;
import org.logscape.jobs.report.data.ShownCells;
import org.logscape.jobs.report.figure.Axis;
import org.logscape.jobs.report.figure.Colour;
import org.logscape.jobs.report.figure.DataPoint;
import org.logscape.jobs.report.figure.DataTable;
import org.logscape.jobs.report.figure.Figure;
import org.logscape.jobs.report.figure.Figure.MarkKey;
import org.logscape.jobs.report.figure.Palette;
import org.logscape.jobs.report.figure.Series;
import org.logscape.jobs.report.figure.Series.Mark;
import org.logscape.jobs.text.Numbers;
import org.logscape.jobs.verdict.LawRow;
import org.logscape.schemas.Table;
import org.logscape.statistics.Interval;

/**
 * The share of losses beyond x = L/L* - 1 on log axes, in which a power-law tail of the density's
 * exponent alpha is a line of slope 1 - alpha, with the line fitted from xmin on (Clauset, Shalizi
 * and Newman) and the log-landscape law beside it.
 */
final class TailFigure implements LawFigure {
  private static final int CURVE_POINTS = 61;

  @Override
  public String id() {
    return "tail";
  }

  @Override
  public String title() {
    return "Tail of the loss";
  }

  @Override
  public List<String> laws() {
    return List.of(TailLaw.EXPONENT.law());
  }

  @Override
  public Set<Table> needs() {
    return Set.of(Table.LOSS_HISTOGRAMS);
  }

  @Override
  public String absence() {
    return "No loss tail was fitted (fit: tail-law).";
  }

  @Override
  public Optional<Figure> of(ReportData data) {
    ShownCells cells = data.cells();
    List<LawRow> fitted =
        data.laws()
            .rows(
                row ->
                    row.is(TailLaw.EXPONENT)
                        && TailSubject.isOfHistogram(row.group())
                        && Double.isFinite(row.estimate()));
    if (fitted.isEmpty()) {
      return Optional.empty();
    }
    List<Series> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    List<LossHistogram> histograms = data.lossHistograms();
    for (int i = 0; i < histograms.size(); i++) {
      LossHistogram histogram = histograms.get(i);
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
                pValue(data.laws(), histogram.cellId())));
      }
    }
    return Optional.of(
        new Figure(
            id(),
            title(),
            "The share of all losses beyond x = L/L* − 1, over all runs of a cell. Dashed: the"
                + " power law fitted from the start that makes the Kolmogorov-Smirnov distance"
                + " least.",
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
      LossHistogram histogram,
      LawRow row,
      CellTheory theory,
      int place,
      String name) {
    Colour colour = Palette.kind(place);
    List<DataPoint> measured = new ArrayList<>();
    long beyond = 0;
    List<Bin> bins = histogram.bins();
    for (int i = bins.size() - 1; i >= 0; i--) {
      beyond += bins.get(i).count();
      measured.add(
          0,
          new DataPoint(
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

  private static List<DataPoint> curve(
      double from, double to, double least, DoubleUnaryOperator law) {
    List<DataPoint> points = new ArrayList<>();
    for (int i = 0; i < CURVE_POINTS; i++) {
      double x = from * Math.pow(to / from, i / (CURVE_POINTS - 1.0));
      double y = law.applyAsDouble(x);
      if (y >= least) {
        points.add(DataPoint.of(x, y));
      }
    }
    return points;
  }

  /** The start of the tail that a group key names. */
  static Optional<Double> start(LawRow row) {
    return row.group().range(TailSubject.EXCESS_LOSS).map(Interval::low);
  }

  private static String pValue(FittedLaws laws, String cell) {
    return laws
        .rows(
            row ->
                row.cellId().equals(cell)
                    && row.is(TailLaw.P_VALUE)
                    && TailSubject.isOfHistogram(row.group()))
        .stream()
        .map(row -> Numbers.brief(row.estimate()))
        .findFirst()
        .orElse("-");
  }
}
