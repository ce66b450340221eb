package org.logscape.jobs.rare;

import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;
import org.logscape.schemas.Table;

/** The ensemble of escape paths at one interface: a row of the table rare_paths. */
record PathRow(
    String cellId,
    int stage,
    double orderValue,
    double rate,
    double committor,
    Double ciLow,
    Double ciHigh,
    double effectivePaths,
    double lossMean,
    double lossSd,
    double[] thetaMean,
    double[] thetaSd,
    Double saddleDistance,
    Double seconds,
    Long steps)
    implements TableRow {
  static final RowBinding<PathRow> ROWS = RowBinding.of(Table.RARE_PATHS, PathRow.class);

  @Override
  public RowBinding<PathRow> binding() {
    return ROWS;
  }
}
