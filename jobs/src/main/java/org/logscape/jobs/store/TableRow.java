package org.logscape.jobs.store;

import java.io.Serializable;
import org.logscape.schemas.Table;

/**
 * A row on its way to a table: a record that has one component for each column of the table. A
 * record keeps its binding in a static field, so a record that does not match the schema file fails
 * when its class is loaded:
 *
 * <pre>
 * public record EvaluationRow(String runId, String cellId, int epoch, double trainLoss,
 *     Double testLoss, Double testAccuracy) implements TableRow {
 *   public static final RowBinding&lt;EvaluationRow&gt; ROWS =
 *       RowBinding.of(Table.EVALUATIONS, EvaluationRow.class);
 *
 *   public RowBinding&lt;EvaluationRow&gt; binding() {
 *     return ROWS;
 *   }
 * }
 * </pre>
 */
public interface TableRow extends Serializable {
  /** The binding of the record's components to the columns of its table. */
  RowBinding<? extends TableRow> binding();

  /** The table that the row belongs to. */
  default Table table() {
    return binding().table();
  }
}
