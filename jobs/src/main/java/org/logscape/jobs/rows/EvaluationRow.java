package org.logscape.jobs.rows;

import org.logscape.jobs.spec.RunId;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;
import org.logscape.network.Evaluation;
import org.logscape.schemas.Table;
import org.logscape.training.watch.Evaluated;

/** The losses of one network after one epoch: a row of the table evaluations. */
public record EvaluationRow(
    String runId, String cellId, int epoch, double trainLoss, Double testLoss, Double testAccuracy)
    implements TableRow {
  /** Binding to the table. */
  public static final RowBinding<EvaluationRow> ROWS =
      RowBinding.of(Table.EVALUATIONS, EvaluationRow.class);

  static EvaluationRow of(RunId run, Evaluated evaluated) {
    return new EvaluationRow(
        run.toString(),
        run.cellId(),
        evaluated.epoch(),
        evaluated.training().loss(),
        evaluated.test().map(Evaluation::loss).orElse(null),
        evaluated.test().map(Evaluation::accuracy).orElse(null));
  }

  @Override
  public RowBinding<EvaluationRow> binding() {
    return ROWS;
  }
}
