package org.logscape.jobs.report.landscape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.logscape.jobs.fit.escape.EscapeRateLaw;
import org.logscape.jobs.report.data.DrawnLandscape;
import org.logscape.jobs.report.data.ReportData;
import org.logscape.jobs.report.figure.Axis;
import org.logscape.jobs.report.figure.ContourLines;
import org.logscape.jobs.report.figure.DataPoint;
import org.logscape.jobs.report.figure.DataTable;
import org.logscape.jobs.report.figure.Figure;
import org.logscape.jobs.report.figure.Figure.MarkKey;
import org.logscape.jobs.report.figure.Palette;
import org.logscape.jobs.report.figure.Series;
import org.logscape.jobs.report.figure.Series.Mark;
import org.logscape.jobs.report.law.LawFigure;
import org.logscape.jobs.text.Numbers;

/** A map of a landscape of two parameters: levels of L, minima, saddle, path and some runs. */
public final class LandscapeMapFigure implements LawFigure {
  /** Levels, as shares of the barrier above the lower minimum. */
  private static final double[] LEVELS = {0.1, 0.3, 0.6, 0.85, 1.0, 1.3, 2, 3.5, 6};

  private static final int GRID = 100;
  private static final double MARGIN = 0.25;

  @Override
  public String id() {
    return "landscape-map";
  }

  @Override
  public String title() {
    return "Map of the landscape";
  }

  @Override
  public List<String> laws() {
    return List.of(EscapeRateLaw.RATE.law());
  }

  @Override
  public String absence() {
    return "The model is no landscape of two parameters, typed as formulas.";
  }

  @Override
  public Optional<Figure> of(ReportData data) {
    return data.landscapes().stream()
        .filter(landscape -> landscape.model().dimensions() == 2)
        .findFirst()
        .map(this::figure);
  }

  private Figure figure(DrawnLandscape landscape) {
    double[] minimum = landscape.wells().minimum().position();
    double[] saddle = landscape.wells().exit().orElseThrow().saddle().position();
    double[] other = landscape.wells().exit().orElseThrow().other().position();
    List<Series> series = new ArrayList<>();
    contours(landscape, series);
    for (int i = 0; i < landscape.trajectories().size(); i++) {
      series.add(
          new Series(
              "run " + (i + 1),
              Mark.RIVAL,
              Palette.kind(i + 2),
              points(landscape.trajectories().get(i))));
    }
    int from = landscape.path().minimum();
    List<double[]> path = landscape.path().points();
    series.add(
        new Series(
            "escape path", Mark.FITTED, Palette.kind(1), points(path.subList(from, path.size()))));
    List<String> names = landscape.names();
    series.add(mark(names.get(0), 0, minimum));
    series.add(mark(names.get(1), 5, other));
    series.add(
        new Series(
            "saddle", Mark.OUTSIDE, Palette.kind(1), List.of(DataPoint.of(saddle[0], saddle[1]))));
    String where = landscape.label().isEmpty() ? "" : " (" + landscape.label() + ")";
    return new Figure(
        id(),
        title(),
        ("Levels of the loss%s, the path of steepest descent over the saddle, and the last states"
                + " of some runs until they settle in the other basin.")
            .formatted(where),
        Axis.linear(landscape.coordinates().get(0)),
        Axis.linear(landscape.coordinates().get(1)),
        List.of(
            new MarkKey(Mark.MEASURED, "minimum"),
            new MarkKey(Mark.OUTSIDE, "saddle"),
            new MarkKey(Mark.PREDICTED, "level of L"),
            new MarkKey(Mark.FITTED, "path of steepest descent"),
            new MarkKey(Mark.RIVAL, "run")),
        series,
        DataTable.of("point", "theta", "L")
            .with(
                List.of(
                    row(landscape, names.get(0), minimum),
                    row(landscape, "saddle", saddle),
                    row(landscape, names.get(1), other))));
  }

  private static void contours(DrawnLandscape landscape, List<Series> series) {
    double[] low = {Double.MAX_VALUE, Double.MAX_VALUE};
    double[] high = {-Double.MAX_VALUE, -Double.MAX_VALUE};
    List<double[]> path = landscape.path().points();
    List<double[]> all = new ArrayList<>(path.subList(landscape.path().minimum(), path.size()));
    landscape.trajectories().forEach(all::addAll);
    for (double[] theta : all) {
      for (int k = 0; k < 2; k++) {
        low[k] = Math.min(low[k], theta[k]);
        high[k] = Math.max(high[k], theta[k]);
      }
    }
    double size = Math.max(high[0] - low[0], high[1] - low[1]);
    double[] x = places(low[0] - MARGIN * size, high[0] + MARGIN * size);
    double[] y = places(low[1] - MARGIN * size, high[1] + MARGIN * size);
    double[][] loss = new double[GRID + 1][GRID + 1];
    for (int i = 0; i <= GRID; i++) {
      for (int j = 0; j <= GRID; j++) {
        loss[i][j] = landscape.model().loss(new double[] {x[i], y[j]});
      }
    }
    double top = landscape.wells().exit().orElseThrow().saddle().loss();
    double bottom =
        Math.min(
            landscape.wells().minimum().loss(),
            landscape.wells().exit().orElseThrow().other().loss());
    for (double share : LEVELS) {
      double level = bottom + share * (top - bottom);
      for (List<double[]> line : ContourLines.of(x, y, loss, level)) {
        series.add(new Series("levels of L", Mark.PREDICTED, Palette.neutral(), points(line)));
      }
    }
  }

  private static double[] places(double from, double to) {
    double[] places = new double[GRID + 1];
    for (int i = 0; i <= GRID; i++) {
      places[i] = from + i * (to - from) / GRID;
    }
    return places;
  }

  private static Series mark(String name, int colour, double[] theta) {
    return new Series(
        name,
        Mark.MEASURED,
        Palette.kind(colour),
        List.of(new DataPoint(theta[0], theta[1], Double.NaN, Double.NaN, name)));
  }

  private static List<DataPoint> points(List<double[]> line) {
    return line.stream().map(theta -> DataPoint.of(theta[0], theta[1])).toList();
  }

  private static List<String> row(DrawnLandscape landscape, String name, double[] theta) {
    return List.of(
        name,
        Numbers.brief(theta[0]) + ", " + Numbers.brief(theta[1]),
        Numbers.brief(landscape.model().loss(theta)));
  }
}
