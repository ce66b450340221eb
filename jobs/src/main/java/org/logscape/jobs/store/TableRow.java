package org.logscape.jobs.store;

import java.io.Serializable;
import org.logscape.schemas.Table;

/**
 * A row on its way to a table, held against the table's schema when it is made.
 *
 * @param table where it goes
 * @param values one value per column, in the schema's order
 */
public record TableRow(Table table, Object[] values) implements Serializable {

  /**
   * Checks the row.
   *
   * @throws org.logscape.schemas.InvalidRowException if it breaks the contract of its table
   */
  public TableRow {
    table.schema().check(values);
  }
}
