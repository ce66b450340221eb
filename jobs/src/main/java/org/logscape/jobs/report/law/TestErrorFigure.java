package org.logscape.jobs.report.law;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.fit.error.TestErrorLaw;
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
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.text.Numbers;
import org.logscape.jobs.verdict.LawRow;
import org.logscape.schemas.Table;
import org.logscape.statistics.Interval;
import org.logscape.statistics.StudentInterval;

/**
 * Test error after the last epoch against the noise enhancement alpha, one group for each batch
 * size and step size (arXiv 2009.13094). Where alpha varies for some batch, a group of plain SGD
 * alone is a line across the figure: the error that enhanced noise is to reach.
 */
final class TestErrorFigure implements LawFigure {
  private static final double LEVEL = 0.95;

  /**
   * The test error of a cell.
   *
   * @param error mean over the runs, in percent
   * @param standardError of the mean; null of one run
   */
  private record Mean(String cellId, double error, Double standardError, long runs) {
    static final RowBinding<Mean> ROWS = RowBinding.ofQuery(Mean.class);

    DataPoint point(double alpha, String cell) {
      if (standardError == null) {
        return new DataPoint(alpha, error, Double.NaN, Double.NaN, cell);
      }
      Interval interval = StudentInterval.around(error, standardError, runs - 1.0, LEVEL);
      return new DataPoint(alpha, error, interval.low(), interval.high(), cell);
    }
  }

  @Override
  public String id() {
    return "test-error";
  }

  @Override
  public String title() {
    return "Test error against noise enhancement";
  }

  @Override
  public List<String> laws() {
    return List.of(TestErrorLaw.DIFFERENCE.law());
  }

  @Override
  public Set<Table> needs() {
    return Set.of(Table.EVALUATIONS);
  }

  @Override
  public String absence() {
    return Absence.TRAINING;
  }

  @Override
  public Optional<Figure> of(ReportData data) {
    ShownCells cells = data.cells();
    // runs that diverged have no end of training, and do not count
    Dataset<Row> diverged =
        data.table(Table.RUNS)
            .where("status = 'diverged'")
            .select(col("run_id").as("diverged_run"));
    Dataset<Row> means =
        data.table(Table.EVALUATIONS)
            .join(diverged, col("run_id").equalTo(col("diverged_run")), "left_anti")
            .where(col("test_accuracy").isNotNull())
            .where(col("cell_id").isInCollection(cells.ids()))
            .groupBy("cell_id", "run_id")
            .agg(expr("100 * (1 - max_by(test_accuracy, epoch))").as("error"))
            .groupBy("cell_id")
            .agg(
                expr("avg(error) AS error"),
                expr("stddev(error) / sqrt(count(*)) AS standard_error"),
                expr("count(*) AS runs"))
            .orderBy("cell_id");
    Map<String, List<DataPoint>> groups = new LinkedHashMap<>();
    List<List<String>> rows = new ArrayList<>();
    for (Mean mean : Mean.ROWS.list(means)) {
      String cell = mean.cellId();
      CellFacts facts = cells.theory(cell).facts();
      DataPoint point = mean.point(facts.noiseEnhancement(), cells.label(cell));
      groups
          .computeIfAbsent(
              "B = %d, η = %s".formatted(facts.batchSize(), Numbers.brief(facts.learningRate())),
              group -> new ArrayList<>())
          .add(point);
      rows.add(
          List.of(
              cells.label(cell),
              String.valueOf(facts.batchSize()),
              Numbers.brief(facts.noiseEnhancement()),
              LawRow.interval(mean.error(), point.low(), point.high()),
              String.valueOf(mean.runs())));
    }
    return Optional.of(
        new Figure(
            id(),
            title(),
            "Share of the test data classified wrongly after the last epoch, mean over runs with"
                + " Student's 95 % interval. At α = 1 this is plain SGD; larger α multiplies the"
                + " noise by α² + (1 − α)². Lines are batches of plain SGD alone.",
            Axis.linear("noise enhancement α"),
            Axis.linear("test error, %"),
            List.of(
                new MarkKey(Mark.MEASURED, "mean over runs, 95 % interval"),
                new MarkKey(Mark.RIVAL, "mean at α = 1")),
            series(groups),
            DataTable.of("cell", "B", "α", "test error, %", "runs").with(rows)));
  }

  private static List<Series> series(Map<String, List<DataPoint>> groups) {
    double least = alphas(groups).min().orElse(1);
    double most = alphas(groups).max().orElse(1);
    List<Series> series = new ArrayList<>();
    groups.forEach(
        (name, points) -> {
          Colour colour = Palette.kind(series.size());
          boolean isLine = most > least && points.stream().allMatch(point -> point.x() == 1);
          series.add(
              isLine
                  ? new Series(name, Mark.RIVAL, colour, across(points, least, most))
                  : new Series(name, Mark.MEASURED, colour, points));
        });
    return series;
  }

  private static DoubleStream alphas(Map<String, List<DataPoint>> groups) {
    return groups.values().stream().flatMap(List::stream).mapToDouble(DataPoint::x);
  }

  private static List<DataPoint> across(List<DataPoint> points, double from, double to) {
    double error = points.stream().mapToDouble(DataPoint::y).average().orElseThrow();
    return List.of(DataPoint.of(from, error), DataPoint.of(to, error));
  }
}
