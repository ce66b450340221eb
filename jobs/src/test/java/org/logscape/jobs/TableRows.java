package org.logscape.jobs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.TableRow;
import org.logscape.schemas.Column;
import org.logscape.schemas.Table;

/** Rows of tables, each named by its columns; columns that are not named are null. */
public final class TableRows {
  private final Map<Table, List<TableRow>> rows = new LinkedHashMap<>();

  private TableRows() {}

  public static TableRows none() {
    return new TableRows();
  }

  /** The values of both. */
  public static Map<String, Object> with(Map<String, Object> some, Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(some);
    all.putAll(more);
    return all;
  }

  public void add(Table table, Map<String, Object> values) {
    List<Column> columns = table.schema().columns();
    Object[] row = new Object[columns.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = values.get(columns.get(i).name());
    }
    rows.computeIfAbsent(table, key -> new ArrayList<>()).add(RowRecords.row(table, row));
  }

  /** Writes the tables that have rows, in place of those that are there. */
  public void write(SparkSession spark, ExperimentDir dir) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    rows.forEach((table, of) -> dir.replace(table, context.parallelize(of, 2)));
  }
}
