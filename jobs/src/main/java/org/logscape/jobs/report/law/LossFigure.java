package org.logscape.jobs.report.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.special.Beta;
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.fit.stationary.StationaryLaw;
import org.logscape.jobs.fit.tail.TailSubject;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.report.data.Budget;
import org.logscape.jobs.report.data.FittedLaws;
import org.logscape.jobs.report.data.LossHistogram;
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
 * The distribution of x = L/L* - 1 as density per unit of ln x, in which a power-law tail P(x > X)
 * ~ X^-a is a line of slope -a. Beside it the Beta law of z = x / (1 + x), z ~ Beta(n/2, phi -
 * n/2), the same under the exact noise of Gaussian inputs, z = 2x / (1 + 2x) ~ Beta(n/2, tail
 * exponent), and the tail that was fitted.
 */
final class LossFigure implements LawFigure {
  static final String ABSENCE =
      "No cell has %d losses counted (observe.loss_histogram), the fewest for a distribution."
          .formatted(LossHistogram.FEWEST_LOSSES);

  private static final int CURVE_POINTS = 81;

  /** So large a share of the losses, all near the minimum, would take most of the axis. */
  private static final double LOWEST = 0.01;

  /** From here on losses are counted in one open bin. */
  private static final double OPEN_BIN = 1e6;

  @Override
  public String id() {
    return "loss";
  }

  @Override
  public String title() {
    return "Distribution of the loss";
  }

  @Override
  public List<String> laws() {
    return List.of(StationaryLaw.PHI.law());
  }

  @Override
  public Set<Table> needs() {
    return Set.of(Table.LOSS_HISTOGRAMS);
  }

  @Override
  public String absence() {
    return ABSENCE;
  }

  @Override
  public Optional<Figure> of(ReportData data) {
    ShownCells cells = data.cells();
    List<LossHistogram> histograms =
        data.lossHistograms().stream().map(h -> h.withoutLowest(LOWEST)).toList();
    List<Series> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < histograms.size(); i++) {
      LossHistogram histogram = histograms.get(i);
      if (histogram.bins().isEmpty()) {
        continue;
      }
      CellTheory theory = cells.theory(histogram.cellId());
      String name = cells.label(histogram.cellId());
      Colour colour = Palette.kind(i);
      series.add(new Series(name, Mark.MEASURED, colour, measured(histogram, name)));
      beta(theory.landscape().stationaryShapeA(), theory.landscape().stationaryShapeB(), 1)
          .ifPresent(
              law -> series.add(new Series(name, Mark.PREDICTED, colour, curve(histogram, law))));
      theory
          .gaussianInputsBasin()
          .flatMap(basin -> beta(basin.coreExponent(), basin.tailExponent(), 2))
          .ifPresent(
              law -> series.add(new Series(name, Mark.RIVAL, colour, curve(histogram, law))));
      Optional<LawRow> tail = fitted(data.laws(), histogram.cellId(), StationaryLaw.TAIL_EXPONENT);
      tail.flatMap(row -> tail(row, histogram))
          .ifPresent(points -> series.add(new Series(name, Mark.FITTED, colour, points)));
      rows.add(
          List.of(
              name,
              "%,d".formatted(histogram.total()),
              fitted(data.laws(), histogram.cellId(), StationaryLaw.PHI)
                  .map(LawRow::measured)
                  .orElse("-"),
              Numbers.brief(theory.landscape().phi()),
              tail.map(LawRow::measured).orElse("-"),
              Numbers.brief(theory.landscape().stationaryShapeB())));
    }
    if (series.isEmpty()) {
      return Optional.empty();
    }
    String left =
        histograms.size() == Budget.CROSSING_CURVES
            ? "At most %d cells are shown, evenly spread from cold to hot."
                .formatted(Budget.CROSSING_CURVES)
            : "";
    return Optional.of(
        new Figure(
            id(),
            title(),
            ("Losses after burn-in, over all runs of a cell, as density per unit of ln(L/L* − 1): a"
                    + " power-law tail is a straight line, its slope the exponent. The lowest 1 % are"
                    + " left out. "
                    + left)
                .strip(),
            Axis.log("excess loss L/L* − 1"),
            Axis.log("density per unit ln(L/L* − 1)"),
            List.of(
                new MarkKey(Mark.MEASURED, "measured"),
                new MarkKey(Mark.PREDICTED, "Beta law, log-landscape noise"),
                new MarkKey(Mark.RIVAL, "Beta law, Gaussian inputs"),
                new MarkKey(Mark.FITTED, "tail fitted")),
            series,
            DataTable.of(
                    "cell", "losses", "φ [95 %]", "φ predicted", "tail [95 %]", "tail predicted")
                .with(rows)));
  }

  private static Optional<LawRow> fitted(FittedLaws laws, String cell, Parameter parameter) {
    return laws.ofCell(cell, parameter);
  }

  private static List<DataPoint> measured(LossHistogram histogram, String cell) {
    return histogram.bins().stream()
        .map(b -> new DataPoint(b.middle(), histogram.density(b), Double.NaN, Double.NaN, cell))
        .toList();
  }

  /**
   * The density per unit of ln x of z = s x / (1 + s x) ~ Beta(a, b): z^a (1 - z)^b / B(a, b).
   * Empty where there is no such law.
   */
  static Optional<DoubleUnaryOperator> beta(double a, double b, double scale) {
    if (!(a > 0 && b > 0)) {
      return Optional.empty();
    }
    double norm = Beta.logBeta(a, b);
    return Optional.of(
        x -> {
          double log1p = Math.log1p(scale * x);
          return Math.exp(a * (Math.log(scale * x) - log1p) - b * log1p - norm);
        });
  }

  /** The law where the histogram has counts, and not far below its least density. */
  private static List<DataPoint> curve(LossHistogram histogram, DoubleUnaryOperator density) {
    double from = Math.log(histogram.bins().get(0).low());
    double to = Math.log(histogram.bins().get(histogram.bins().size() - 1).high());
    double least =
        histogram.bins().stream().mapToDouble(histogram::density).min().orElseThrow() / 2;
    List<DataPoint> points = new ArrayList<>();
    for (int i = 0; i < CURVE_POINTS; i++) {
      double x = Math.exp(from + i * (to - from) / (CURVE_POINTS - 1));
      double y = density.applyAsDouble(x);
      if (y >= least) {
        points.add(DataPoint.of(x, y));
      }
    }
    return points;
  }

  /** A x^-a over the range that was fitted, with the share of losses that lies in it. */
  private static Optional<List<DataPoint>> tail(LawRow row, LossHistogram histogram) {
    Optional<Interval> range = row.group().range(TailSubject.EXCESS_LOSS);
    if (range.isEmpty()) {
      return Optional.empty();
    }
    double from = range.get().low();
    double to = range.get().high();
    // a line has an end: where the open bin begins
    double end = Math.min(to, OPEN_BIN);
    double exponent = row.estimate();
    double share = histogram.share(from, to);
    double amplitude = share * exponent / (Math.pow(from, -exponent) - Math.pow(to, -exponent));
    return share > 0 && amplitude > 0
        ? Optional.of(
            List.of(
                DataPoint.of(from, amplitude * Math.pow(from, -exponent)),
                DataPoint.of(end, amplitude * Math.pow(end, -exponent))))
        : Optional.empty();
  }
}
