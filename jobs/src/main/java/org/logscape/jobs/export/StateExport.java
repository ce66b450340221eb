package org.logscape.jobs.export;

import static org.apache.spark.sql.functions.col;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.logscape.data.tensor.Tensor;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.manifest.FrozenSpec;
import org.logscape.jobs.replay.ReplayJob;
import org.logscape.jobs.rows.MinimumRow;
import org.logscape.jobs.rows.SnapshotRow;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.model.ModelSpec;
import org.logscape.jobs.spec.model.NetworkSpec;
import org.logscape.jobs.spec.start.Start;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.sweep.NetworkInputs;
import org.logscape.jobs.weights.WeightFile;
import org.logscape.network.StateDict;
import org.logscape.schemas.Table;

/**
 * Parameters of a folder as tensors: those of a network by the names of PyTorch's Sequential of the
 * same layers, those of a landscape as one vector {@code theta}.
 */
public final class StateExport {
  private static final String VECTOR = "theta";

  private final SparkSession spark;
  private final ExperimentDir dir;
  private final Spec spec;

  private StateExport(SparkSession spark, ExperimentDir dir, Spec spec) {
    this.spark = spark;
    this.dir = dir;
    this.spec = spec;
  }

  /** Of a folder that holds results. */
  public static StateExport of(SparkSession spark, ExperimentDir dir) {
    return new StateExport(spark, dir, FrozenSpec.of(dir));
  }

  /**
   * Writes the state of a run: a snapshot where there is one, else the run is computed again.
   *
   * @param step where empty, the last one of the run
   * @return one line: what was written
   * @throws UserException if there is no such run or step, or the file cannot be written
   */
  public String run(String runId, OptionalLong step, WeightFile to) {
    SnapshotRow state =
        snapshot(runId, step)
            .orElseGet(
                () ->
                    ReplayJob.of(spark, dir, runId, new ReplayJob.Options(OptionalLong.empty(), 1))
                        .state(step));
    to.write(
        tensors(cell(state.cellId()).model(), state.theta()),
        Map.of(
            "run_id", runId,
            "cell_id", state.cellId(),
            "step", String.valueOf(state.step()),
            "loss", String.valueOf(state.loss())));
    return "run %s at step %,d, loss %s".formatted(runId, state.step(), state.loss());
  }

  /** A stored one; the last of a run is known to be that only where the step is given. */
  private Optional<SnapshotRow> snapshot(String runId, OptionalLong step) {
    return step.isEmpty()
        ? Optional.empty()
        : SnapshotRow.ROWS
            .list(
                dir.table(Table.SNAPSHOTS)
                    .where(col("run_id").equalTo(runId).and(col("step").equalTo(step.getAsLong()))))
            .stream()
            .findFirst();
  }

  /**
   * Writes the minimum at which runs start.
   *
   * @param cellId whose runs; where empty, there must be one minimum only
   * @return one line: what was written
   * @throws UserException if there is no minimum, or several and no cell is named, or the file
   *     cannot be written
   */
  public String minimum(Optional<String> cellId, WeightFile to) {
    if (!(spec.start() instanceof Start.AtMinimum way)) {
      throw UserException.of(
          "--minimum: the runs of %s do not start at a minimum of a network; must be results of a spec with start: {pretrained: ...} or {weights: FILE}"
              .formatted(dir.path()));
    }
    List<NetworkSpec> models =
        (cellId.isPresent() ? Stream.of(cell(cellId.get())) : cells())
            .map(cell -> (NetworkSpec) cell.model())
            .distinct()
            .toList();
    if (models.size() > 1) {
      throw UserException.of(
          "--minimum: %s has %d minima; --cell must say which: %s"
              .formatted(dir.path(), models.size(), String.join(", ", cellIds())));
    }
    NetworkSpec model = models.get(0);
    String id = "%016x".formatted(way.idBits(model, spec.seed()));
    MinimumRow minimum =
        MinimumRow.ROWS.list(dir.table(Table.MINIMA).where(col("minimum_id").equalTo(id))).stream()
            .findFirst()
            .orElseThrow(
                () ->
                    UserException.of(
                        "--minimum: %s does not hold it yet; must be swept first"
                            .formatted(dir.path())));
    to.write(
        tensors(model, minimum.theta()),
        Map.of(
            "minimum_id", id,
            "loss", String.valueOf(minimum.loss()),
            "hessian_outlier", String.valueOf(minimum.hessianOutlier()),
            "outliers", String.valueOf(minimum.outliers())));
    return "minimum %s, L* %s, h* %s, n %d"
        .formatted(id, minimum.loss(), minimum.hessianOutlier(), minimum.outliers());
  }

  private Map<String, Tensor> tensors(ModelSpec model, double[] theta) {
    return model instanceof NetworkSpec network
        ? StateDict.of(NetworkInputs.architecture(spark, spec, network)).tensors(theta)
        : Map.of(VECTOR, Tensor.of(VECTOR, List.of((long) theta.length), theta));
  }

  private Stream<CellSpec> cells() {
    return LongStream.range(0, spec.grid().cells()).mapToObj(spec.grid()::cell);
  }

  private List<String> cellIds() {
    return cells().map(CellSpec::id).sorted(Comparator.naturalOrder()).toList();
  }

  private CellSpec cell(String id) {
    return cells()
        .filter(cell -> cell.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                UserException.of(
                    "--cell: is %s; must be a cell_id of %s: %s"
                        .formatted(id, dir.path(), String.join(", ", cellIds()))));
  }
}
