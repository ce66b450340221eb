package org.logscape.jobs.report.law;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.fit.error.FlatnessLaw;
import org.logscape.jobs.predict.CellFacts;
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

/**
 * Sharpness where runs end against B_eff = B/a, each quantity over its value at the largest B_eff
 * of the same step size: quantities of any unit fit on one axis.
 */
final class FlatnessFigure implements LawFigure {
  /** A quantity of a cell. */
  private record Point(CellFacts facts, LawRow row) {
    double effectiveBatch() {
      return facts.batchSize() / facts.noiseFactor();
    }

    DataPoint over(double unit) {
      return new DataPoint(
          effectiveBatch(),
          row.estimate() / unit,
          row.low() / unit,
          row.high() / unit,
          row.label());
    }
  }

  @Override
  public String id() {
    return "flatness";
  }

  @Override
  public String title() {
    return "Sharpness against the effective batch size";
  }

  @Override
  public List<String> laws() {
    return List.of(FlatnessLaw.QUANTITIES.get(0).law());
  }

  @Override
  public String absence() {
    return Absence.TRAINING;
  }

  @Override
  public Optional<Figure> of(ReportData data) {
    List<Series> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (Parameter quantity : FlatnessLaw.QUANTITIES) {
      Map<Double, List<Point>> byRate = byRate(data, quantity);
      byRate.forEach(
          (rate, points) -> {
            String suffix = byRate.size() == 1 ? "" : ", η = " + Numbers.brief(rate);
            Colour colour = Palette.kind(series.size());
            series.add(
                new Series(name(quantity) + suffix, Mark.MEASURED, colour, relative(points)));
            points.forEach(point -> rows.add(row(quantity, point)));
          });
    }
    return rows.isEmpty() ? Optional.empty() : Optional.of(figure(series, rows));
  }

  private static Map<Double, List<Point>> byRate(ReportData data, Parameter quantity) {
    ShownCells cells = data.cells();
    return data
        .laws()
        .rows(row -> row.is(quantity) && Double.isFinite(row.estimate()) && row.estimate() > 0)
        .stream()
        .filter(row -> cells.holds(row.cellId()))
        .map(row -> new Point(cells.theory(row.cellId()).facts(), row))
        .sorted(Comparator.comparingDouble(Point::effectiveBatch))
        .collect(
            Collectors.groupingBy(
                point -> point.facts().learningRate(), LinkedHashMap::new, Collectors.toList()));
  }

  private static List<DataPoint> relative(List<Point> points) {
    double unit = points.get(points.size() - 1).row().estimate();
    return points.stream().map(point -> point.over(unit)).toList();
  }

  private Figure figure(List<Series> series, List<List<String>> rows) {
    return new Figure(
        id(),
        title(),
        "Where runs end, mean over runs with Student's 95 % interval, over the value at the largest"
            + " B_eff: outliers n and their mean h* of the Gauss-Newton matrix G, its trace, the"
            + " trace of JᵀJ, and the distance from the start. Sharpness that falls towards the"
            + " left: more noise ends at flatter points.",
        Axis.log("effective batch size B/a"),
        Axis.log("relative to the largest B/a"),
        List.of(new MarkKey(Mark.MEASURED, "mean over runs, 95 % interval")),
        series,
        DataTable.of("quantity", "cell", "B_eff", "mean [95 %]", "runs").with(rows));
  }

  private static String name(Parameter quantity) {
    return quantity.symbol().isEmpty() ? quantity.name() : quantity.symbol().replace("^T ", "ᵀ");
  }

  private static List<String> row(Parameter quantity, Point point) {
    return List.of(
        name(quantity),
        point.row().label(),
        Numbers.brief(point.effectiveBatch()),
        point.row().measured(),
        String.valueOf(point.row().observations()));
  }
}
