package org.logscape.jobs.rows;

import org.logscape.jobs.store.OrNull;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;
import org.logscape.schemas.Table;

/** One parameter of one law: a row of the table fits. */
public record EstimateRow(
    @OrNull String cellId,
    String law,
    @OrNull String event,
    String parameter,
    String groupKey,
    Double estimate,
    Double ciLow,
    Double ciHigh,
    Double predicted,
    long observations,
    Double logLikelihood,
    Double aic,
    String verdict,
    String warnings,
    @OrNull String warningCodes)
    implements TableRow {
  /** Binding to the table. */
  public static final RowBinding<EstimateRow> ROWS = RowBinding.of(Table.FITS, EstimateRow.class);

  @Override
  public RowBinding<EstimateRow> binding() {
    return ROWS;
  }
}
