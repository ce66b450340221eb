package org.logscape.jobs.report.landscape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.logscape.jobs.fit.escape.EscapeRateLaw;
import org.logscape.jobs.report.data.DrawnLandscape;
import org.logscape.jobs.report.data.ReportData;
import org.logscape.jobs.report.figure.Axis;
import org.logscape.jobs.report.figure.Colour;
import org.logscape.jobs.report.figure.DataPoint;
import org.logscape.jobs.report.figure.DataTable;
import org.logscape.jobs.report.figure.Figure;
import org.logscape.jobs.report.figure.Figure.MarkKey;
import org.logscape.jobs.report.figure.Palette;
import org.logscape.jobs.report.figure.Series;
import org.logscape.jobs.report.figure.Series.Mark;
import org.logscape.jobs.report.law.LawFigure;
import org.logscape.jobs.text.Numbers;

/** The loss along the escape path of landscapes typed as formulas. */
public final class LandscapePathFigure implements LawFigure {
  /** The walls beyond the minima are drawn up to this share of the barrier above the saddle. */
  private static final double WALL = 0.5;

  @Override
  public String id() {
    return "landscape-path";
  }

  @Override
  public String title() {
    return "The loss along the escape path";
  }

  @Override
  public List<String> laws() {
    return List.of(EscapeRateLaw.RATE.law());
  }

  @Override
  public String absence() {
    return "The model is no landscape typed as formulas with two minima.";
  }

  @Override
  public Optional<Figure> of(ReportData data) {
    List<DrawnLandscape> landscapes = data.landscapes();
    if (landscapes.isEmpty()) {
      return Optional.empty();
    }
    List<Series> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < landscapes.size(); i++) {
      add(landscapes.get(i), Palette.ordered(i, landscapes.size()), series, rows);
    }
    return Optional.of(
        new Figure(
            id(),
            title(),
            "L along the path of steepest descent from the saddle into both minima, against the"
                + " length of the path from the first one. Minima and saddles are stationary to"
                + " machine precision.",
            Axis.linear("length along the path, in units of theta"),
            Axis.linear("loss L"),
            List.of(
                new MarkKey(Mark.MEASURED, "minima and saddle"),
                new MarkKey(Mark.PREDICTED, "path of steepest descent")),
            series,
            DataTable.of("landscape", "point", "length", "L").with(rows)));
  }

  private static void add(
      DrawnLandscape landscape, Colour colour, List<Series> series, List<List<String>> rows) {
    String name = landscape.label().isEmpty() ? "landscape" : landscape.label();
    List<double[]> points = landscape.path().points();
    int minimum = landscape.path().minimum();
    int saddle = landscape.path().saddle();
    int last = points.size() - 1;
    double[] length = new double[points.size()];
    double[] loss = new double[points.size()];
    for (int i = 0; i <= last; i++) {
      loss[i] = landscape.model().loss(points.get(i));
      length[i] = i == 0 ? 0 : length[i - 1] + distance(points.get(i - 1), points.get(i));
    }
    double top = loss[saddle] + WALL * (loss[saddle] - loss[minimum]);
    List<DataPoint> line = new ArrayList<>();
    for (int i = 0; i <= last; i++) {
      if (i >= minimum || loss[i] <= top) {
        line.add(DataPoint.of(length[i] - length[minimum], loss[i]));
      }
    }
    series.add(new Series(name, Mark.PREDICTED, colour, line));
    List<DataPoint> marks = new ArrayList<>();
    int[] places = {minimum, saddle, last};
    String[] words = {landscape.names().get(0), "saddle", landscape.names().get(1)};
    for (int k = 0; k < places.length; k++) {
      double x = length[places[k]] - length[minimum];
      marks.add(new DataPoint(x, loss[places[k]], Double.NaN, Double.NaN, words[k]));
      rows.add(List.of(name, words[k], Numbers.brief(x), Numbers.brief(loss[places[k]])));
    }
    series.add(new Series(name, Mark.MEASURED, colour, marks));
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum = Math.fma(a[i] - b[i], a[i] - b[i], sum);
    }
    return Math.sqrt(sum);
  }
}
