package org.logscape.jobs.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.logscape.jobs.store.TableRow;
import org.logscape.schemas.Column;
import org.logscape.schemas.Table;

/** What the tables hold of one run: its row, its events, its snapshots. */
final class StoredRun {
  private final Row run;
  private final List<Row> escapes;
  private final List<Row> snapshots;

  /** An event that occurred. */
  record Event(String event, long step) {}

  private StoredRun(Row run, List<Row> escapes, List<Row> snapshots) {
    this.run = run;
    this.escapes = escapes;
    this.snapshots = snapshots;
  }

  /** The rows of one run; the first list holds one. */
  static StoredRun of(List<Row> runs, List<Row> escapes, List<Row> snapshots) {
    return new StoredRun(runs.get(0), escapes, snapshots);
  }

  long steps() {
    return run.<Long>getAs("steps");
  }

  String status() {
    return run.getAs("status");
  }

  List<Event> events() {
    return escapes.stream()
        .filter(row -> row.<Boolean>getAs("occurred"))
        .map(row -> new Event(row.getAs("event"), row.getAs("step")))
        .toList();
  }

  /**
   * Where computed rows are not those of the tables, bit for bit; in words, the run's own row
   * column by column. Losses that are not numbers are equal to each other.
   */
  List<String> differences(List<TableRow> computed) {
    List<String> differences = new ArrayList<>();
    Object[] now = only(Table.RUNS, computed).get(0);
    for (Column column : Table.RUNS.schema().columns()) {
      int i = Table.RUNS.schema().indexOf(column.name());
      if (!equal(values(run)[i], now[i])) {
        differences.add("%s is %s, stored %s".formatted(column.name(), now[i], values(run)[i]));
      }
    }
    compare(Table.ESCAPES, escapes, computed, differences);
    compare(Table.SNAPSHOTS, snapshots, computed, differences);
    return differences;
  }

  private static void compare(
      Table table, List<Row> stored, List<TableRow> computed, List<String> differences) {
    Set<List<Object>> then = new HashSet<>();
    stored.forEach(row -> then.add(comparable(values(row))));
    Set<List<Object>> now = new HashSet<>();
    only(table, computed).forEach(values -> now.add(comparable(values)));
    if (!then.equals(now)) {
      Set<List<Object>> common = new HashSet<>(now);
      common.retainAll(then);
      differences.add(
          "%s: %d of %d rows are as stored"
              .formatted(table.tableName(), common.size(), Math.max(then.size(), now.size())));
    }
  }

  private static List<Object[]> only(Table table, List<TableRow> rows) {
    return rows.stream().filter(row -> row.table() == table).map(TableRow::values).toList();
  }

  private static Object[] values(Row row) {
    Object[] values = new Object[row.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          row.schema().apply(i).dataType() instanceof org.apache.spark.sql.types.ArrayType
              ? row.<Double>getList(i).stream().mapToDouble(Double::doubleValue).toArray()
              : row.get(i);
    }
    return values;
  }

  private static List<Object> comparable(Object[] values) {
    return Arrays.stream(values)
        .<Object>map(
            value -> value instanceof double[] d ? Arrays.stream(d).boxed().toList() : value)
        .toList();
  }

  /** Doubles by their bits, which is what Double.equals does. */
  private static boolean equal(Object a, Object b) {
    return Arrays.deepEquals(new Object[] {a}, new Object[] {b});
  }
}
