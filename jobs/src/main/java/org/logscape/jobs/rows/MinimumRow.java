package org.logscape.jobs.rows;

import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;
import org.logscape.schemas.Table;

/** A trained minimum at which runs of networks start: a row of the table minima. */
public record MinimumRow(
    String cellId,
    String minimumId,
    double loss,
    double accuracy,
    double gradientNorm,
    long steps,
    double hessianOutlier,
    int outliers,
    double outlierRatio,
    String core,
    double[] theta)
    implements TableRow {
  /** Binding to the table. */
  public static final RowBinding<MinimumRow> ROWS = RowBinding.of(Table.MINIMA, MinimumRow.class);

  @Override
  public RowBinding<MinimumRow> binding() {
    return ROWS;
  }
}
