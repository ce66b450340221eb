package org.logscape.jobs.rows;

import org.logscape.jobs.spec.RunId;
import org.logscape.jobs.store.NullableColumn;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;
import org.logscape.observe.EscapeEvent;
import org.logscape.observe.Event;
import org.logscape.schemas.Table;

/** One event watched for in one run: a row of the table escapes. */
public record EscapeRow(
    String runId,
    String cellId,
    Event event,
    Double level,
    boolean occurred,
    long step,
    double time,
    double tau,
    Double loss,
    Double lossBefore)
    implements TableRow {
  /** Binding to the table. */
  public static final RowBinding<EscapeRow> ROWS = RowBinding.of(Table.ESCAPES, EscapeRow.class);

  static EscapeRow of(RunId run, EscapeEvent event) {
    return new EscapeRow(
        run.toString(),
        run.cellId(),
        event.kind(),
        NullableColumn.of(event.level()),
        event.occurred(),
        event.step(),
        event.time(),
        event.tau(),
        NullableColumn.of(event.loss()),
        NullableColumn.of(event.lossBefore()));
  }

  @Override
  public RowBinding<EscapeRow> binding() {
    return ROWS;
  }
}
