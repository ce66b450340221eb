package org.logscape.jobs.report.law;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.report.data.Budget;
import org.logscape.jobs.report.data.ReportData;
import org.logscape.jobs.report.data.ShownCells;
import org.logscape.jobs.report.data.ShownCells.Selection;
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
import org.logscape.schemas.Table;
import org.logscape.statistics.Interval;
import org.logscape.statistics.StudentInterval;

/** Loss over training and test data against epochs, mean over the runs of a cell. */
final class LearningFigure implements LawFigure {
  private static final int MOST_EPOCHS = 60;
  private static final double LEVEL = 0.95;

  /**
   * An epoch of a cell: means over its runs.
   *
   * @param testLoss null without test data
   * @param testError standard error of the test loss; null of one run
   * @param tests runs that have a test loss
   */
  private record Epoch(
      String cellId,
      int epoch,
      double trainLoss,
      Double testLoss,
      Double testError,
      long tests,
      long runs) {
    static final RowBinding<Epoch> ROWS = RowBinding.ofQuery(Epoch.class);

    DataPoint test(String cell) {
      if (testError == null || !Double.isFinite(testError)) {
        return new DataPoint(epoch, testLoss, Double.NaN, Double.NaN, cell);
      }
      Interval interval = StudentInterval.around(testLoss, testError, tests - 1.0, LEVEL);
      return new DataPoint(epoch, testLoss, interval.low(), interval.high(), cell);
    }
  }

  @Override
  public String id() {
    return "learning";
  }

  @Override
  public String title() {
    return "Loss by epoch";
  }

  @Override
  public List<String> laws() {
    return List.of();
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
    Dataset<Row> finite =
        data.table(Table.EVALUATIONS).where("abs(train_loss) < double('infinity')");
    Selection shown = cells.having(finite, Budget.CROSSING_CURVES);
    Map<String, List<Epoch>> byCell = new LinkedHashMap<>();
    shown.ids().forEach(cell -> byCell.put(cell, new ArrayList<>()));
    Dataset<Row> means =
        finite
            .where(col("cell_id").isInCollection(shown.ids()))
            .groupBy("cell_id", "epoch")
            .agg(
                expr("avg(train_loss) AS train_loss"),
                expr("avg(test_loss) AS test_loss"),
                expr("stddev(test_loss) / sqrt(count(test_loss)) AS test_error"),
                expr("count(test_loss) AS tests"),
                expr("count(*) AS runs"))
            .orderBy("cell_id", "epoch");
    Epoch.ROWS.list(means).forEach(epoch -> byCell.get(epoch.cellId()).add(epoch));
    List<Series> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    byCell.forEach(
        (cell, all) -> {
          String name = cells.label(cell);
          Colour colour = Palette.kind(rows.size());
          List<Epoch> epochs = Budget.spread(all, MOST_EPOCHS);
          series.add(new Series(name, Mark.STEPS, colour, training(epochs)));
          series.add(new Series(name, Mark.MEASURED, colour, test(epochs, name)));
          Epoch last = all.get(all.size() - 1);
          rows.add(
              List.of(
                  name,
                  String.valueOf(last.epoch()),
                  Numbers.brief(last.trainLoss()),
                  Numbers.brief(last.testLoss() == null ? Double.NaN : last.testLoss()),
                  String.valueOf(last.runs())));
        });
    return Optional.of(
        new Figure(
            id(),
            title(),
            ("Mean over runs of the loss over the training data (steps) and over the test data "
                    + "(marks, with Student's 95 % interval of the mean). The gap between them is "
                    + "what is learnt by heart. "
                    + shown.leftOut())
                .strip(),
            Axis.linear("epoch"),
            Axis.log("loss"),
            List.of(
                new MarkKey(Mark.STEPS, "training data"),
                new MarkKey(Mark.MEASURED, "test data, 95 % interval")),
            series,
            DataTable.of("cell", "last epoch", "training loss", "test loss", "runs").with(rows)));
  }

  private static List<DataPoint> training(List<Epoch> epochs) {
    return epochs.stream().map(epoch -> DataPoint.of(epoch.epoch(), epoch.trainLoss())).toList();
  }

  private static List<DataPoint> test(List<Epoch> epochs, String cell) {
    return epochs.stream()
        .filter(epoch -> epoch.testLoss() != null)
        .map(epoch -> epoch.test(cell))
        .toList();
  }
}
