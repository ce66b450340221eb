package org.logscape.jobs.rows;

import java.util.Optional;
import org.logscape.jobs.spec.RunId;
import org.logscape.jobs.start.SnapshotStart.Origin;
import org.logscape.jobs.store.OrNull;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.Status;
import org.logscape.schemas.Table;

/** One run, however it ended: a row of the table runs. Components are named as the columns. */
public record RunRow(
    String runId,
    String cellId,
    int replica,
    Status status,
    long steps,
    double time,
    double tau,
    double finalLoss,
    Double meanLoss,
    @OrNull String startRunId,
    Long startStep)
    implements TableRow {
  /** Binding to the table. */
  public static final RowBinding<RunRow> ROWS = RowBinding.of(Table.RUNS, RunRow.class);

  /**
   * The row of a run.
   *
   * @param meanLoss mean loss after the burn-in of the histogram; null where there is none
   * @param origin the snapshot at which it started, if it did
   */
  static RunRow of(RunId run, RunOutcome outcome, Double meanLoss, Optional<Origin> origin) {
    return new RunRow(
        run.toString(),
        run.cellId(),
        run.replica(),
        outcome.status(),
        outcome.steps(),
        outcome.time(),
        outcome.tau(),
        outcome.finalLoss(),
        meanLoss,
        origin.map(Origin::runId).orElse(null),
        origin.map(Origin::step).orElse(null));
  }

  @Override
  public RowBinding<RunRow> binding() {
    return ROWS;
  }
}
