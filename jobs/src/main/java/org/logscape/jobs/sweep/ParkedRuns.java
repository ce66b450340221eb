package org.logscape.jobs.sweep;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.sweep.work.CellStage;
import org.logscape.jobs.sweep.work.Stage;
import org.logscape.jobs.sweep.work.WidthPolicy;
import org.logscape.schemas.Table;

/**
 * What is parked in a folder: rows of runs that have ended, and states of runs that have not. Both
 * are only ever added to. A run that was followed further has a state for each limit that it
 * reached, so what was known at an earlier stage can be found at any time.
 */
final class ParkedRuns {
  private static final StructType STAGES =
      new StructType()
          .add("id", DataTypes.StringType)
          .add("cell", DataTypes.LongType)
          .add("published", DataTypes.IntegerType)
          .add("before", DataTypes.LongType)
          .add("stage_runs", DataTypes.IntegerType)
          .add("stage_steps", DataTypes.LongType);

  private final SparkSession spark;
  private final ExperimentDir parked;

  private ParkedRuns(SparkSession spark, ExperimentDir parked) {
    this.spark = spark;
    this.parked = parked;
  }

  static ParkedRuns of(SparkSession spark, ExperimentDir parked) {
    return new ParkedRuns(spark, parked);
  }

  /**
   * How many runs of a cell are known up to its stage, and what of them.
   *
   * @param runs that ended, or stand at the stage's limit
   */
  record Known(long runs, WidthPolicy.Seen seen) {
    private Known plus(Known other) {
      return new Known(
          runs + other.runs,
          new WidthPolicy.Seen(
              seen.events() + other.seen.events(),
              seen.open() + other.seen.open(),
              seen.steps() + other.seen.steps()));
    }
  }

  /** Runs of a cell that ended. */
  private record Ended(String cellId, long runs, long events, long steps) {
    private static final RowBinding<Ended> ROWS = RowBinding.ofQuery(Ended.class);
  }

  /** Runs of a cell that have not ended. */
  private record Open(String cellId, long count) {
    private static final RowBinding<Open> ROWS = RowBinding.ofQuery(Open.class);
  }

  /** Counts, by cell, up to each cell's stage; published runs are counted in. */
  Map<String, Known> known(Collection<CellStage> cellStages) {
    Map<String, Known> counts = new HashMap<>();
    Map<String, Stage> stages = new HashMap<>();
    for (CellStage cellStage : cellStages) {
      stages.put(cellStage.cellId(), cellStage.stage());
      counts.put(
          cellStage.cellId(),
          new Known(cellStage.published().runs(), cellStage.published().seen()));
    }
    Dataset<Row> ended =
        at(cellStages, parked.table(Table.RUNS).select("cell_id", "replica", "status", "steps"))
            .where("replica >= published AND replica < stage_runs AND steps <= stage_steps")
            .groupBy("cell_id")
            .agg(
                count(lit(1)).as("runs"),
                expr("count_if(status = 'escaped')").as("events"),
                sum("steps").as("steps"));
    for (Ended cell : Ended.ROWS.list(ended)) {
      Known ends = new Known(cell.runs(), new WidthPolicy.Seen(cell.events(), 0, cell.steps()));
      counts.merge(cell.cellId(), ends, Known::plus);
    }
    Dataset<Row> open =
        at(cellStages, parked.table(Table.STATES).select("cell_id", "replica", "step"))
            .where("replica >= published AND replica < stage_runs AND step = stage_steps")
            .groupBy("cell_id")
            .count();
    for (Open cell : Open.ROWS.list(open)) {
      long runs = cell.count();
      long steps = runs * stages.get(cell.cellId()).steps();
      counts.merge(
          cell.cellId(), new Known(runs, new WidthPolicy.Seen(0, runs, steps)), Known::plus);
    }
    return counts;
  }

  /** Cell and replica of every run that was begun. */
  Dataset<Row> begun() {
    return parked
        .table(Table.RUNS)
        .select("cell_id", "replica")
        .union(parked.table(Table.STATES).select("cell_id", "replica"))
        .distinct();
  }

  /**
   * States of the runs that are still to be brought from the stage before to their stage, with the
   * number of the cell and the stage's limit.
   */
  Dataset<Row> toGoOn(Collection<CellStage> cellStages) {
    Dataset<Row> states = parked.table(Table.STATES);
    Dataset<Row> further =
        at(cellStages, states.select("run_id", "cell_id", "step"))
            .where("step > before")
            .select("run_id")
            .union(parked.table(Table.RUNS).select("run_id"))
            .withColumnRenamed("run_id", "further_id");
    return at(cellStages, states)
        .where("replica < stage_runs AND step = before")
        .join(further, col("run_id").equalTo(col("further_id")), "left_anti");
  }

  /** States of the runs that stand at their stage's limit. */
  Dataset<Row> standing(Collection<CellStage> cellStages) {
    return at(cellStages, parked.table(Table.STATES))
        .where("replica < stage_runs AND step = stage_steps");
  }

  /** Rows of these cells in a table. */
  Dataset<Row> rows(Table table, Collection<CellStage> cellStages) {
    Column[] columns =
        table.schema().columns().stream().map(c -> col(c.name())).toArray(Column[]::new);
    return at(cellStages, parked.table(table)).select(columns);
  }

  private Dataset<Row> at(Collection<CellStage> cellStages, Dataset<Row> rows) {
    List<Row> stages =
        cellStages.stream()
            .map(
                cellStage ->
                    RowFactory.create(
                        cellStage.cellId(),
                        cellStage.cell(),
                        cellStage.published().runs(),
                        cellStage.before(),
                        cellStage.stage().runs(),
                        cellStage.stage().steps()))
            .toList();
    Dataset<Row> table = spark.createDataFrame(stages, STAGES);
    return rows.join(broadcast(table), rows.col("cell_id").equalTo(table.col("id")));
  }
}
