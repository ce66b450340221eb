package org.logscape.jobs.rows;

import org.logscape.jobs.spec.RunId;
import org.logscape.jobs.store.MotionColumns;
import org.logscape.jobs.store.OrNull;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;
import org.logscape.observe.Snapshot;
import org.logscape.observe.Snapshot.Reason;
import org.logscape.schemas.Table;

/** The parameters of one run at one step: a row of the table snapshots. */
public record SnapshotRow(
    String runId,
    String cellId,
    long step,
    double loss,
    double[] theta,
    @OrNull double[] velocity,
    Reason reason)
    implements TableRow {
  /** Binding to the table. */
  public static final RowBinding<SnapshotRow> ROWS =
      RowBinding.of(Table.SNAPSHOTS, SnapshotRow.class);

  /** The row of a snapshot of a run. */
  public static SnapshotRow of(RunId run, Snapshot snapshot) {
    return new SnapshotRow(
        run.toString(),
        run.cellId(),
        snapshot.step(),
        snapshot.loss(),
        snapshot.theta(),
        MotionColumns.velocity(snapshot.motion()),
        snapshot.reason());
  }

  @Override
  public RowBinding<SnapshotRow> binding() {
    return ROWS;
  }
}
