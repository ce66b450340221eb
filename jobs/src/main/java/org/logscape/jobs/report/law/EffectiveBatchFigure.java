package org.logscape.jobs.report.law;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.logscape.jobs.fit.error.EffectiveBatchLaw;
import org.logscape.jobs.fit.error.TestErrorLaw;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.report.data.FittedLaws;
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
import org.logscape.jobs.verdict.VerdictSize;

/**
 * Test error at equal training loss against B_eff = B/a: plain SGD as a curve, straight in log B
 * between its cells, and enhanced cells beside it. They lie on it where the noise alone decides
 * (derived from arXiv 2009.13094).
 */
final class EffectiveBatchFigure implements LawFigure {
  /** The table holds shares, the axis shows percent. */
  private static final double PERCENT = 100;

  /** A cell with its test error; {@code difference} is null for plain SGD. */
  private record Point(CellFacts facts, LawRow error, LawRow difference) {
    double effectiveBatch() {
      return facts.batchSize() / facts.noiseFactor();
    }

    boolean isPlain() {
      return facts.noiseEnhancement() == 1;
    }

    boolean looksBack() {
      return !isPlain() && facts.noiseEnhancementForm() != null;
    }

    boolean isOutside() {
      return difference != null && difference.isOutsideRegime();
    }

    DataPoint drawn() {
      return new DataPoint(
          effectiveBatch(),
          PERCENT * error.estimate(),
          PERCENT * error.low(),
          PERCENT * error.high(),
          error.label());
    }
  }

  @Override
  public String id() {
    return "effective-batch";
  }

  @Override
  public String title() {
    return "Test error against the effective batch size";
  }

  @Override
  public List<String> laws() {
    return List.of(EffectiveBatchLaw.DIFFERENCE.law());
  }

  @Override
  public String absence() {
    return Absence.TRAINING;
  }

  @Override
  public Optional<Figure> of(ReportData data) {
    List<Point> points = points(data);
    return points.stream().anyMatch(point -> point.difference() != null)
        ? Optional.of(figure(points, data.cells().sentence()))
        : Optional.empty();
  }

  private static List<Point> points(ReportData data) {
    FittedLaws laws = data.laws();
    ShownCells cells = data.cells();
    return laws.rows(row -> row.is(TestErrorLaw.ERROR) && Double.isFinite(row.estimate())).stream()
        .filter(row -> cells.holds(row.cellId()))
        .map(
            row ->
                new Point(
                    cells.theory(row.cellId()).facts(),
                    row,
                    laws.ofCell(row.cellId(), EffectiveBatchLaw.DIFFERENCE).orElse(null)))
        .sorted(Comparator.comparingDouble(Point::effectiveBatch))
        .toList();
  }

  private Figure figure(List<Point> points, String leftOut) {
    List<Double> rates =
        points.stream().map(point -> point.facts().learningRate()).distinct().sorted().toList();
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < rates.size(); i++) {
      double rate = rates.get(i);
      List<Point> ofRate =
          points.stream().filter(point -> point.facts().learningRate() == rate).toList();
      String suffix = rates.size() == 1 ? "" : ", η = " + Numbers.brief(rate);
      series.addAll(series(ofRate, suffix, i));
      List<Point> lookingBack = ofRate.stream().filter(Point::looksBack).toList();
      if (!lookingBack.isEmpty()) {
        series.addAll(
            enhanced(
                lookingBack,
                "enhanced, momentum form" + suffix,
                Palette.kind(2 * rates.size() + i)));
      }
    }
    return new Figure(
        id(),
        title(),
        ("Mean test error over runs that ended at one training loss, with Student's 95 % interval,"
                + " against B_eff = B/a, a = α² + (1 − α)². The curve joins batches of plain SGD."
                + " Enhanced cells lie on it where the strength of the noise decides. "
                + leftOut)
            .strip(),
        Axis.log("effective batch size B/a"),
        Axis.linear("test error, %"),
        List.of(
            new MarkKey(Mark.MEASURED, "mean over runs, 95 % interval"),
            new MarkKey(Mark.OUTSIDE, "not judged: other training loss"),
            new MarkKey(Mark.FITTED, "straight between batches")),
        series,
        DataTable.of("cell", "B_eff", "test error, % [95 %]", "less the curve", "verdict")
            .with(points.stream().map(EffectiveBatchFigure::row).toList()));
  }

  private static List<Series> series(List<Point> points, String suffix, int number) {
    Colour plain = Palette.kind(2 * number);
    List<DataPoint> curve = points.stream().filter(Point::isPlain).map(Point::drawn).toList();
    String name = "plain SGD" + suffix;
    List<Series> series = new ArrayList<>();
    series.add(new Series(name, Mark.FITTED, plain, curve));
    series.add(new Series(name, Mark.MEASURED, plain, curve));
    series.addAll(
        enhanced(
            points.stream().filter(point -> !point.looksBack()).toList(),
            "enhanced" + suffix,
            Palette.kind(2 * number + 1)));
    return series;
  }

  /** The two forms of enhancement at equal B_eff differ, so they are drawn apart. */
  private static List<Series> enhanced(List<Point> points, String name, Colour colour) {
    return List.of(
        new Series(name, Mark.MEASURED, colour, enhanced(points, false)),
        new Series(name, Mark.OUTSIDE, colour, enhanced(points, true)));
  }

  private static List<DataPoint> enhanced(List<Point> points, boolean isOutside) {
    return points.stream()
        .filter(point -> !point.isPlain() && point.isOutside() == isOutside)
        .map(Point::drawn)
        .toList();
  }

  private static List<String> row(Point point) {
    DataPoint drawn = point.drawn();
    LawRow difference = point.difference();
    return List.of(
        point.error().label(),
        Numbers.brief(point.effectiveBatch()),
        LawRow.interval(drawn.y(), drawn.low(), drawn.high()),
        difference == null ? "" : difference.measured(),
        difference == null ? "" : VerdictSize.of(difference));
  }
}
