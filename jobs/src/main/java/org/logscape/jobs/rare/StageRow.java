package org.logscape.jobs.rare;

import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;
import org.logscape.rare.StageTally;
import org.logscape.schemas.Table;

/** What one stage of one repeat did: a row of the table rare_stages. */
record StageRow(
    String cellId,
    int repeat,
    int stage,
    double orderValue,
    long trials,
    long crossed,
    long immediate,
    long returned,
    long censored,
    long diverged,
    long strayed,
    long steps,
    long stepsAtRisk,
    double seconds)
    implements TableRow {
  static final RowBinding<StageRow> ROWS = RowBinding.of(Table.RARE_STAGES, StageRow.class);

  static StageRow of(String cellId, StageTally tally, double seconds) {
    return new StageRow(
        cellId,
        tally.repeat(),
        tally.stage(),
        tally.threshold(),
        tally.trials(),
        tally.crossed(),
        tally.immediate(),
        tally.returned(),
        tally.censored(),
        tally.diverged(),
        tally.strayed(),
        tally.steps(),
        tally.stepsAtRisk(),
        seconds);
  }

  StageTally tally() {
    return new StageTally(
        repeat,
        stage,
        orderValue,
        trials,
        crossed,
        immediate,
        returned,
        censored,
        diverged,
        strayed,
        steps,
        stepsAtRisk);
  }

  @Override
  public RowBinding<StageRow> binding() {
    return ROWS;
  }
}
