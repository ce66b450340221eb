package org.logscape.jobs.rows;

import org.logscape.jobs.spec.RunId;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;
import org.logscape.schemas.Table;
import org.logscape.spectrum.Outliers;
import org.logscape.training.watch.SharpnessMeasured;

/** The sharpness of the loss at the end of one run: a row of the table sharpness. */
public record SharpnessRow(
    String runId,
    String cellId,
    long step,
    double loss,
    Integer outliers,
    Double hessianOutlier,
    Double outlierRatio,
    double gaussNewtonTrace,
    double jacobianTrace,
    double distance)
    implements TableRow {
  /** Binding to the table. */
  public static final RowBinding<SharpnessRow> ROWS =
      RowBinding.of(Table.SHARPNESS, SharpnessRow.class);

  static SharpnessRow of(RunId run, SharpnessMeasured measured) {
    return new SharpnessRow(
        run.toString(),
        run.cellId(),
        measured.step(),
        measured.loss(),
        measured.outliers().map(Outliers::count).orElse(null),
        measured.outliers().map(Outliers::size).orElse(null),
        measured.outliers().map(Outliers::ratio).filter(Double::isFinite).orElse(null),
        measured.gaussNewtonTrace(),
        measured.jacobianTrace(),
        measured.distance());
  }

  @Override
  public RowBinding<SharpnessRow> binding() {
    return ROWS;
  }
}
