package org.logscape.jobs.sweep;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.logscape.jobs.store.TableRow;
import org.logscape.kernel.RunState;
import org.logscape.schemas.Table;

/** States of runs as rows, and back. */
final class StateRows {
  private StateRows() {}

  static TableRow row(String runId, String cellId, RunState state) {
    return new TableRow(
        Table.STATES,
        new Object[] {
          runId,
          cellId,
          state.replica(),
          state.steps(),
          state.loss(),
          state.lossSum(),
          state.theta(),
          state.stream(),
          IntStream.of(state.position()).asLongStream().toArray(),
          state.observed()
        });
  }

  /** The state in a row with all columns of the table. */
  static RunState state(Row row) {
    Object[] values = TableRow.of(Table.STATES, row).values();
    return new RunState(
        (Integer) values[2],
        (Long) values[3],
        (Double) values[5],
        (Double) values[4],
        (double[]) values[6],
        (long[]) values[7],
        LongStream.of((long[]) values[8]).mapToInt(Math::toIntExact).toArray(),
        (long[]) values[9]);
  }
}
