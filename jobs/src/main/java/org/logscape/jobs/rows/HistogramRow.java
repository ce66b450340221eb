package org.logscape.jobs.rows;

import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;
import org.logscape.schemas.Table;

/** One bin of the loss histogram of one group of runs: a row of the table loss_histograms. */
public record HistogramRow(String cellId, int runGroup, double binLow, double binHigh, long count)
    implements TableRow {
  /** Binding to the table. */
  public static final RowBinding<HistogramRow> ROWS =
      RowBinding.of(Table.LOSS_HISTOGRAMS, HistogramRow.class);

  /** The same bin with another count. */
  public HistogramRow counting(long other) {
    return new HistogramRow(cellId, runGroup, binLow, binHigh, other);
  }

  @Override
  public RowBinding<HistogramRow> binding() {
    return ROWS;
  }
}
