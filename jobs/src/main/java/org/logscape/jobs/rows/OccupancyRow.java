package org.logscape.jobs.rows;

import org.logscape.jobs.spec.RunId;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;
import org.logscape.observe.Occupancy;
import org.logscape.schemas.Table;

/** The stays of one run in one basin: a row of the table occupancy. */
public record OccupancyRow(
    String runId, String cellId, String basin, long steps, long visits, long departures)
    implements TableRow {
  /** Binding to the table. */
  public static final RowBinding<OccupancyRow> ROWS =
      RowBinding.of(Table.OCCUPANCY, OccupancyRow.class);

  static OccupancyRow of(RunId run, Occupancy stays) {
    return new OccupancyRow(
        run.toString(),
        run.cellId(),
        stays.basin(),
        stays.steps(),
        stays.visits(),
        stays.departures());
  }

  @Override
  public RowBinding<OccupancyRow> binding() {
    return ROWS;
  }
}
