package org.logscape.jobs.report.paper;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.AbstractXYItemRenderer;
import org.jfree.chart.renderer.xy.DeviationStepRenderer;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.Range;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.logscape.jobs.report.figure.Axis;
import org.logscape.jobs.report.figure.DataPoint;
import org.logscape.jobs.report.figure.Figure;
import org.logscape.jobs.report.figure.Series;

/**
 * A figure for a paper: white background, no title, one and a half columns wide, without what the
 * caption says.
 */
final class PaperFigure {
  /** Points of 1/72 inch. */
  static final int WIDTH = 400;

  private static final int PLOT_HEIGHT = 255;

  /** So many marks of one group are drawn smaller. */
  private static final int MANY = 40;

  private static final int LEGEND_LINE = 13;
  private static final double LEGEND_CHARACTER = 4.6;
  private static final int LEGEND_SYMBOL = 30;
  private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 9);
  private static final Font SMALL = TEXT.deriveFont(8f);
  private static final Color INK = new Color(0x22, 0x22, 0x22);
  private static final Color GRID = new Color(0xe3, 0xe3, 0xe3);

  private final Figure figure;
  private final List<String> names;

  private PaperFigure(Figure figure) {
    this.figure = figure;
    this.names =
        List.copyOf(new LinkedHashSet<>(figure.series().stream().map(Series::name).toList()));
  }

  /** The chart, to be drawn {@link #WIDTH} wide and {@link #height} high. */
  static JFreeChart of(Figure figure) {
    return new PaperFigure(figure).chart();
  }

  /** Height in points, with room for the legend. */
  static int height(Figure figure) {
    double wide =
        new PaperFigure(figure)
            .legendTexts().stream()
                .mapToDouble(text -> LEGEND_SYMBOL + LEGEND_CHARACTER * text.length())
                .sum();
    return PLOT_HEIGHT + LEGEND_LINE * (int) Math.ceil(1.25 * wide / WIDTH);
  }

  private JFreeChart chart() {
    XYPlot plot = new XYPlot();
    plot.setDomainAxis(axis(figure.x()));
    plot.setRangeAxis(axis(figure.y()));
    plot.setBackgroundPaint(Color.WHITE);
    plot.setOutlinePaint(INK);
    plot.setDomainGridlinePaint(GRID);
    plot.setRangeGridlinePaint(GRID);
    plot.setDomainGridlineStroke(new BasicStroke(0.5f));
    plot.setRangeGridlineStroke(new BasicStroke(0.5f));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setFixedLegendItems(legend());
    // the first is drawn last: marks over lines
    List<Series> ordered =
        figure.series().stream()
            .sorted((a, b) -> Boolean.compare(b.mark().isMarks(), a.mark().isMarks()))
            .toList();
    for (int i = 0; i < ordered.size(); i++) {
      plot.setDataset(i, dataset(ordered.get(i)));
      plot.setRenderer(i, renderer(ordered.get(i)));
    }
    plot.getDomainAxis().setRange(range(true));
    plot.getRangeAxis().setRange(range(false));
    JFreeChart chart = new JFreeChart(null, TEXT, plot, false);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(4, 4, 2, 8));
    LegendTitle legend = new LegendTitle(plot);
    legend.setPosition(RectangleEdge.BOTTOM);
    legend.setFrame(BlockBorder.NONE);
    legend.setItemFont(SMALL);
    legend.setItemPaint(INK);
    legend.setItemLabelPadding(new RectangleInsets(0, 2, 0, 8));
    chart.addSubtitle(legend);
    return chart;
  }

  private static PaperAxis axis(Axis of) {
    PaperAxis axis = PaperAxis.of(of);
    axis.setLabelFont(TEXT);
    axis.setTickLabelFont(SMALL);
    axis.setLabelPaint(INK);
    axis.setTickLabelPaint(INK);
    axis.setAxisLineVisible(false);
    axis.setTickMarkPaint(INK);
    axis.setTickMarkOutsideLength(0);
    axis.setTickMarkInsideLength(3);
    axis.setAutoRange(false);
    return axis;
  }

  private Range range(boolean alongX) {
    Axis axis = alongX ? figure.x() : figure.y();
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Series series : figure.series()) {
      for (DataPoint point : series.points()) {
        double[] values =
            alongX ? new double[] {point.x()} : new double[] {point.y(), point.low(), point.high()};
        for (double value : values) {
          if (axis.holds(value)) {
            low = Math.min(low, axis.position(value));
            high = Math.max(high, axis.position(value));
          }
        }
      }
    }
    double margin = high > low ? 0.04 * (high - low) : 0.1;
    return new Range(low - margin, high + margin);
  }

  private XYIntervalSeriesCollection dataset(Series series) {
    XYIntervalSeries points = new XYIntervalSeries(series.name(), false, true);
    for (DataPoint point : series.points()) {
      double x = figure.x().position(point.x());
      double y = figure.y().position(point.y());
      boolean bar = point.hasInterval() && figure.y().holds(point.low());
      points.add(
          x,
          x,
          x,
          y,
          bar ? figure.y().position(point.low()) : y,
          bar ? figure.y().position(point.high()) : y);
    }
    XYIntervalSeriesCollection dataset = new XYIntervalSeriesCollection();
    dataset.addSeries(points);
    return dataset;
  }

  private AbstractXYItemRenderer renderer(Series series) {
    Color colour = Color.decode(series.colour().light());
    AbstractXYItemRenderer renderer =
        switch (series.mark()) {
          case MEASURED, OUTSIDE -> marks(series, colour);
          case STEPS -> steps(colour);
          case PREDICTED, FITTED, RIVAL -> new XYLineAndShapeRenderer(true, false);
        };
    renderer.setSeriesPaint(0, colour);
    renderer.setSeriesStroke(0, stroke(series.mark()));
    return renderer;
  }

  /** Steps within the band of their intervals. */
  private static DeviationStepRenderer steps(Color colour) {
    DeviationStepRenderer renderer = new DeviationStepRenderer(true, false);
    renderer.setAlpha(0.14f);
    renderer.setSeriesFillPaint(0, colour);
    return renderer;
  }

  private XYErrorRenderer marks(Series series, Color colour) {
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawXError(false);
    renderer.setDrawYError(series.points().stream().anyMatch(DataPoint::hasInterval));
    renderer.setCapLength(3);
    renderer.setErrorStroke(new BasicStroke(0.8f));
    renderer.setErrorPaint(colour);
    renderer.setSeriesShape(
        0, shape(names.indexOf(series.name()), series.points().size() > MANY ? 1.6 : 2.4));
    renderer.setUseFillPaint(true);
    renderer.setSeriesFillPaint(0, series.mark() == Series.Mark.OUTSIDE ? Color.WHITE : colour);
    renderer.setDrawSeriesLineAsPath(false);
    renderer.setSeriesShapesFilled(0, true);
    renderer.setDrawOutlines(true);
    return renderer;
  }

  /** A law beside measured steps, which are a line too, is thin. */
  private BasicStroke stroke(Series.Mark mark) {
    return switch (mark) {
      case MEASURED, OUTSIDE -> new BasicStroke(0.9f);
      case STEPS -> new BasicStroke(1.3f);
      case PREDICTED ->
          new BasicStroke(
              figure.series().stream().anyMatch(s -> s.mark() == Series.Mark.STEPS) ? 0.5f : 0.9f);
      case FITTED -> dashed(5, 3);
      case RIVAL -> dashed(1.2f, 2);
    };
  }

  private static BasicStroke dashed(float on, float off) {
    return new BasicStroke(
        1.1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {on, off}, 0);
  }

  /** Marks differ by more than colour. */
  private static Shape shape(int i, double r) {
    return switch (i % 4) {
      case 0 -> new Ellipse2D.Double(-r, -r, 2 * r, 2 * r);
      case 1 -> new Rectangle2D.Double(-r * 0.9, -r * 0.9, 1.8 * r, 1.8 * r);
      case 2 -> polygon(0, -1.2 * r, 1.15 * r, 0.9 * r, -1.15 * r, 0.9 * r);
      default -> polygon(0, -1.3 * r, 1.3 * r, 0, 0, 1.3 * r, -1.3 * r, 0);
    };
  }

  private static Shape polygon(double... corners) {
    Path2D path = new Path2D.Double();
    path.moveTo(corners[0], corners[1]);
    for (int i = 2; i < corners.length; i += 2) {
      path.lineTo(corners[i], corners[i + 1]);
    }
    path.closePath();
    return path;
  }

  private List<String> legendTexts() {
    return Stream.concat(names.stream(), figure.marksInUse().stream().map(Figure.MarkKey::meaning))
        .toList();
  }

  /** Groups by colour and shape, then marks in grey. */
  private LegendItemCollection legend() {
    LegendItemCollection items = new LegendItemCollection();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      Series first =
          figure.series().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
      Color colour = Color.decode(first.colour().light());
      items.add(
          first.mark().isMarks()
              ? mark(name, shape(i, 2.4), colour, colour)
              : line(name, first.mark(), colour));
    }
    for (Figure.MarkKey key : figure.marksInUse()) {
      items.add(
          key.mark().isMarks()
              ? mark(
                  key.meaning(),
                  shape(0, 2.4),
                  Color.GRAY,
                  key.mark() == Series.Mark.OUTSIDE ? Color.WHITE : Color.GRAY)
              : line(key.meaning(), key.mark(), Color.GRAY));
    }
    return items;
  }

  private static LegendItem mark(String text, Shape shape, Color outline, Color fill) {
    return new LegendItem(text, null, null, null, shape, fill, new BasicStroke(0.9f), outline);
  }

  private LegendItem line(String text, Series.Mark mark, Color colour) {
    return new LegendItem(
        text, null, null, null, new Line2D.Double(-10, 0, 10, 0), stroke(mark), colour);
  }
}
