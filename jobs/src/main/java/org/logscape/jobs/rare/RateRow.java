package org.logscape.jobs.rare;

import org.logscape.jobs.spec.rare.Rare.Method;
import org.logscape.jobs.spec.rare.Rare.Order;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;
import org.logscape.schemas.Table;

/** The rate of one event in one cell: a row of the table rare_rates. */
record RateRow(
    String cellId,
    String event,
    Double level,
    Method method,
    Order order,
    Double rate,
    Double ciLow,
    Double ciHigh,
    Double relativeError,
    double[] repeatRates,
    double effectivePaths,
    long steps,
    double seconds,
    Double bruteForceSteps,
    Double predicted,
    RareVerdict verdict,
    String account)
    implements TableRow {
  static final RowBinding<RateRow> ROWS = RowBinding.of(Table.RARE_RATES, RateRow.class);

  @Override
  public RowBinding<RateRow> binding() {
    return ROWS;
  }
}
