package org.logscape.jobs.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.logscape.jobs.store.TableRow;
import org.logscape.jobs.text.Numbers;
import org.logscape.jobs.text.TextTable;
import org.logscape.jobs.text.TextTable.Align;
import org.logscape.schemas.Table;

/**
 * A run computed again.
 *
 * @param runId which
 * @param label of its cell; may be empty
 * @param rows what it gave for the tables
 * @param states rows of the snapshots table, in the order of their steps
 * @param lossMin L*, where it is known
 * @param differences from the stored run, in words; none where it is the same bit for bit
 * @param folder where the states were written; empty where they were not
 */
public record Replay(
    String runId,
    String label,
    List<TableRow> rows,
    List<TableRow> states,
    OptionalDouble lossMin,
    List<String> differences,
    Optional<String> folder) {
  private static final int MOST_LINES = 12;
  private static final int MOST_COORDINATES = 4;

  public Replay {
    rows = List.copyOf(rows);
    states = List.copyOf(states);
    differences = List.copyOf(differences);
  }

  /** For a terminal: how the run ended, whether it is the stored one, and some of its states. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    Object[] run = of(Table.RUNS).findFirst().orElseThrow().values();
    lines.add(
        "run %s%s: %s after %,d steps, t = %s, final loss %s"
            .formatted(
                runId,
                label.isEmpty() ? "" : " (" + label + ")",
                value(Table.RUNS, run, "status"),
                (Long) value(Table.RUNS, run, "steps"),
                Numbers.brief((Double) value(Table.RUNS, run, "time")),
                Numbers.brief((Double) value(Table.RUNS, run, "final_loss"))));
    of(Table.ESCAPES).map(TableRow::values).forEach(event -> lines.add(event(event)));
    if (!differences.isEmpty()) {
      return lines;
    }
    lines.add(
        "the same as the stored run, bit for bit: its row, %d of escapes, %d of snapshots"
            .formatted(of(Table.ESCAPES).count(), of(Table.SNAPSHOTS).count()));
    lines.add("");
    lines.addAll(table());
    lines.add("");
    lines.add("%,d states in %s".formatted(states.size(), folder.orElse("no folder")));
    return lines;
  }

  private static String event(Object[] event) {
    Double level = (Double) value(Table.ESCAPES, event, "level");
    boolean occurred = (Boolean) value(Table.ESCAPES, event, "occurred");
    return "  %s%s %s step %,d"
        .formatted(
            value(Table.ESCAPES, event, "event"),
            level == null ? "" : " " + Numbers.brief(level),
            occurred ? "at" : "not up to",
            (Long) value(Table.ESCAPES, event, "step"));
  }

  private List<String> table() {
    TextTable table =
        TextTable.empty()
            .column("step", Align.RIGHT)
            .column("loss", Align.RIGHT)
            .column("L/L*", Align.RIGHT)
            .column("theta", Align.LEFT);
    for (Object[] state : spread()) {
      double loss = (Double) value(Table.SNAPSHOTS, state, "loss");
      table.row(
          String.valueOf(value(Table.SNAPSHOTS, state, "step")),
          Numbers.brief(loss),
          lossMin.isPresent() ? Numbers.brief(loss / lossMin.getAsDouble()) : "",
          theta((double[]) value(Table.SNAPSHOTS, state, "theta")));
    }
    return table.lines();
  }

  private List<Object[]> spread() {
    int shown = Math.min(MOST_LINES, states.size());
    List<Object[]> some = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      int at = shown == 1 ? 0 : (int) ((long) i * (states.size() - 1) / (shown - 1));
      some.add(states.get(at).values());
    }
    return some;
  }

  private static String theta(double[] theta) {
    return Arrays.stream(theta)
            .limit(MOST_COORDINATES)
            .mapToObj(Numbers::brief)
            .collect(Collectors.joining(" "))
        + (theta.length > MOST_COORDINATES ? " ..." : "");
  }

  private Stream<TableRow> of(Table table) {
    return rows.stream().filter(row -> row.table() == table);
  }

  private static Object value(Table table, Object[] row, String column) {
    return row[table.schema().indexOf(column)];
  }
}
