package org.logscape.jobs.store;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.logscape.schemas.Column;
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

  /**
   * A row as it was read from a table.
   *
   * @param row one value per column, in the schema's order
   */
  public static TableRow of(Table table, Row row) {
    List<Column> columns = table.schema().columns();
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (columns.get(i).type()) {
            case STRING, BOOLEAN, INT, LONG, DOUBLE -> row.get(i);
            case DOUBLE_ARRAY ->
                row.<Double>getList(i).stream().mapToDouble(Double::doubleValue).toArray();
            case LONG_ARRAY -> row.<Long>getList(i).stream().mapToLong(Long::longValue).toArray();
          };
    }
    return new TableRow(table, values);
  }
}
