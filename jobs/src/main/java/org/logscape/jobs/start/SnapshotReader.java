package org.logscape.jobs.start;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.manifest.FrozenSpec;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.start.Start;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.RowBinding;
import org.logscape.schemas.Table;

/**
 * Reads on the driver the snapshots at which runs start: of each run of a results folder the last
 * one, or those at one step, in the order of cell_id, run_id and step.
 */
public final class SnapshotReader {
  private static final int MOST_NAMED = 5;
  private static final String FOLDER = "must be a folder that 'logscape sweep' wrote";

  /** A state that was saved of a run. */
  private record State(String runId, long step, double[] theta) {
    private static final RowBinding<State> ROWS = RowBinding.partOf(Table.SNAPSHOTS, State.class);
  }

  private final SparkSession spark;
  private final Spec spec;
  private final Start.Snapshots wanted;

  private SnapshotReader(SparkSession spark, Spec spec, Start.Snapshots wanted) {
    this.spark = spark;
    this.spec = spec;
    this.wanted = wanted;
  }

  /**
   * A reader.
   *
   * @param spec whose runs are to start there
   * @param wanted the start of that spec
   */
  public static SnapshotReader of(SparkSession spark, Spec spec, Start.Snapshots wanted) {
    return new SnapshotReader(spark, spec, wanted);
  }

  /**
   * Reads all of them, to be sure of each, and keeps those at which a replica starts.
   *
   * @param parameters how many the models of the spec have
   * @throws UserException with one line, where the folder, the cell or the step is not there, a
   *     snapshot does not fit, or they are too many for the memory
   */
  public SnapshotStart read(int parameters) {
    ExperimentDir dir = folder();
    Dataset<Row> ofCell = ofCell(dir);
    Dataset<Row> taken = atStep(ofCell);
    Dataset<Row> keys = taken.select("cell_id", "run_id", "step").distinct();
    long count = keys.count();
    if (count == 0) {
      throw noSuchStep(ofCell);
    }
    RepeatedStreams.refuse(FrozenSpec.of(dir), cells(keys), spec, wanted.dir());
    int most = Math.max(spec.replicas(), spec.until().isWanted() ? spec.until().maxRuns() : 0);
    SnapshotSize.of(Math.min(count, most), parameters)
        .problem(Runtime.getRuntime().maxMemory())
        .ifPresent(
            problem -> {
              throw fault(problem);
            });
    SnapshotGathering gathering = new SnapshotGathering(parameters, most);
    Iterator<Row> rows =
        taken
            .orderBy("cell_id", "run_id", "step", "reason")
            .select(State.ROWS.columns())
            .toLocalIterator();
    while (rows.hasNext()) {
      State state = State.ROWS.read(rows.next());
      gathering
          .add(state.runId(), state.step(), state.theta())
          .ifPresent(
              problem -> {
                throw fault(problem);
              });
    }
    long runs = ofCell.select("run_id").distinct().count();
    return gathering.start(runs);
  }

  private ExperimentDir folder() {
    ExperimentDir dir;
    try {
      dir = ExperimentDir.of(spark, wanted.dir());
      if (!dir.exists()) {
        throw fault("no such folder; " + FOLDER);
      }
    } catch (UncheckedIOException | IllegalArgumentException unreachable) {
      throw fault("cannot be read (%s); %s".formatted(unreachable.getMessage(), FOLDER));
    }
    if (dir.isFile() || dir.spec().isEmpty()) {
      throw fault("holds no Logscape results; " + FOLDER);
    }
    return dir;
  }

  private Dataset<Row> ofCell(ExperimentDir dir) {
    Dataset<Row> table = dir.table(Table.SNAPSHOTS);
    if (table.isEmpty()) {
      throw fault("holds no snapshots; must be results of a spec with observe.snapshots");
    }
    if (wanted.cell().isEmpty()) {
      return table;
    }
    String cell = wanted.cell().get();
    Dataset<Row> ofCell = table.where(col("cell_id").equalTo(cell));
    if (ofCell.isEmpty()) {
      throw UserException.of(
          "start.snapshots.cell: is %s; must be a cell of which %s has snapshots: %s"
              .formatted(cell, wanted.dir(), some(table, "cell_id")));
    }
    return ofCell;
  }

  private Dataset<Row> atStep(Dataset<Row> snapshots) {
    if (wanted.step().isPresent()) {
      return snapshots.where(col("step").equalTo(wanted.step().getAsLong()));
    }
    Dataset<Row> last =
        snapshots.groupBy(col("run_id").as("last_run")).agg(max("step").as("last_step"));
    Column isLast =
        col("run_id").equalTo(col("last_run")).and(col("step").equalTo(col("last_step")));
    return snapshots.join(last, isLast, "left_semi");
  }

  private UserException noSuchStep(Dataset<Row> snapshots) {
    return UserException.of(
        "start.snapshots.step: is %d; must be a step at which %s has snapshots%s: %s"
            .formatted(
                wanted.step().orElseThrow(),
                wanted.dir(),
                wanted.cell().map(" of cell "::concat).orElse(""),
                some(snapshots, "step")));
  }

  /** The first different values of a column, in words. */
  private static String some(Dataset<Row> rows, String column) {
    Dataset<Row> values =
        rows.select(col(column).cast("string").as("word"), col(column).as("value")).distinct();
    List<String> first =
        values.sort("value").limit(MOST_NAMED).select("word").as(Encoders.STRING()).collectAsList();
    long more = values.count() - first.size();
    return String.join(", ", first) + (more > 0 ? " and %,d more".formatted(more) : "");
  }

  private static Set<String> cells(Dataset<Row> keys) {
    return Set.copyOf(keys.select("cell_id").distinct().as(Encoders.STRING()).collectAsList());
  }

  private UserException fault(String problem) {
    return UserException.of("start.snapshots: %s: %s".formatted(wanted.dir(), problem));
  }
}
