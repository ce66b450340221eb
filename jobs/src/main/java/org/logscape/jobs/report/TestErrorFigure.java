package org.logscape.jobs.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.report.Figure.MarkKey;
import org.logscape.jobs.report.Series.Mark;
import org.logscape.jobs.text.Numbers;
import org.logscape.statistics.Interval;
import org.logscape.statistics.StudentInterval;

/**
 * Test error after the last epoch against the noise enhancement alpha, one group for each batch
 * size and step size (arXiv 2009.13094).
 */
final class TestErrorFigure {
  private static final double LEVEL = 0.95;

  private TestErrorFigure() {}

  /**
   * The figure, or none where no test error was evaluated.
   *
   * @param runs the table: those that diverged have no end of training, and do not count
   */
  static List<Figure> of(Dataset<Row> evaluations, Dataset<Row> runs, Cells cells) {
    List<Row> means =
        evaluations
            .join(
                runs.where("status = 'diverged'").select(col("run_id").as("diverged_run")),
                col("run_id").equalTo(col("diverged_run")),
                "left_anti")
            .where(col("test_accuracy").isNotNull())
            .where(col("cell_id").isInCollection(cells.ids()))
            .groupBy("cell_id", "run_id")
            .agg(expr("100 * (1 - max_by(test_accuracy, epoch))").as("error"))
            .groupBy("cell_id")
            .agg(expr("avg(error)"), expr("stddev(error) / sqrt(count(*))"), expr("count(*)"))
            .orderBy("cell_id")
            .collectAsList();
    Map<String, List<Point>> groups = new LinkedHashMap<>();
    List<List<String>> rows = new ArrayList<>();
    for (Row row : means) {
      String cell = row.getString(0);
      CellFacts facts = cells.theory(cell).facts();
      double error = row.getDouble(1);
      Point point = point(facts.noiseEnhancement(), row, cells.label(cell));
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
              LawRow.interval(error, point.low(), point.high()),
              String.valueOf(row.getLong(3))));
    }
    List<Series> series = new ArrayList<>();
    groups.forEach(
        (name, points) ->
            series.add(new Series(name, Mark.MEASURED, Palette.kind(series.size()), points)));
    return List.of(
        new Figure(
            "test-error",
            "Test error against noise enhancement",
            "Share of the test data classified wrongly after the last epoch, mean over runs with "
                + "Student's 95 % interval. At α = 1 this is plain SGD; larger α multiplies the noise "
                + "by α² + (1 − α)².",
            Axis.linear("noise enhancement α"),
            Axis.linear("test error, %"),
            List.of(new MarkKey(Mark.MEASURED, "mean over runs, 95 % interval")),
            series,
            DataTable.of("cell", "B", "α", "test error, %", "runs").with(rows)));
  }

  /** A row of mean, its standard error, and the number of runs. */
  private static Point point(double alpha, Row row, String cell) {
    double error = row.getDouble(1);
    if (row.isNullAt(2)) {
      return new Point(alpha, error, Double.NaN, Double.NaN, cell);
    }
    Interval interval =
        StudentInterval.around(error, row.getDouble(2), row.getLong(3) - 1.0, LEVEL);
    return new Point(alpha, error, interval.low(), interval.high(), cell);
  }
}
