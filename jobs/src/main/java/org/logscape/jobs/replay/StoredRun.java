package org.logscape.jobs.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.logscape.jobs.rows.EscapeRow;
import org.logscape.jobs.rows.RunRow;
import org.logscape.jobs.rows.SnapshotRow;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;

/**
 * What the tables hold of one run.
 *
 * @param run its row
 * @param escapes its events
 * @param snapshots its snapshots
 */
record StoredRun(RunRow run, List<EscapeRow> escapes, List<SnapshotRow> snapshots) {
  StoredRun {
    escapes = List.copyOf(escapes);
    snapshots = List.copyOf(snapshots);
  }

  /** The events that occurred. */
  List<EscapeRow> events() {
    return escapes.stream().filter(EscapeRow::occurred).toList();
  }

  /**
   * Where computed rows are not those of the tables, bit for bit; in words, the run's own row
   * column by column. Losses that are not numbers are equal to each other.
   */
  List<String> differences(List<TableRow> computed) {
    List<String> differences = new ArrayList<>();
    Map<String, Object> now = RunRow.ROWS.values(of(RunRow.class, computed).get(0));
    RunRow.ROWS
        .values(run)
        .forEach(
            (column, then) -> {
              if (!Objects.equals(then, now.get(column))) {
                differences.add("%s is %s, stored %s".formatted(column, now.get(column), then));
              }
            });
    compare(EscapeRow.ROWS, escapes, of(EscapeRow.class, computed), differences);
    compare(SnapshotRow.ROWS, snapshots, of(SnapshotRow.class, computed), differences);
    return differences;
  }

  private static <T extends Record & TableRow> void compare(
      RowBinding<T> binding, List<T> stored, List<T> computed, List<String> differences) {
    Set<List<Object>> then = comparable(binding, stored);
    Set<List<Object>> now = comparable(binding, computed);
    if (!then.equals(now)) {
      Set<List<Object>> common = new HashSet<>(now);
      common.retainAll(then);
      differences.add(
          "%s: %d of %d rows are as stored"
              .formatted(
                  binding.table().tableName(), common.size(), Math.max(then.size(), now.size())));
    }
  }

  private static <T extends TableRow> List<T> of(Class<T> type, List<TableRow> rows) {
    return rows.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Values that are equal where their bits are, which arrays are not. */
  private static <T extends Record> Set<List<Object>> comparable(
      RowBinding<T> binding, List<T> rows) {
    return rows.stream()
        .map(
            row ->
                binding.values(row).values().stream()
                    .<Object>map(
                        value ->
                            value instanceof double[] d ? Arrays.stream(d).boxed().toList() : value)
                    .collect(Collectors.<Object>toList()))
        .collect(Collectors.toSet());
  }
}
