package org.logscape.jobs.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.logscape.jobs.rows.EscapeRow;
import org.logscape.jobs.rows.RunRow;
import org.logscape.jobs.rows.SnapshotRow;
import org.logscape.jobs.store.TableRow;
import org.logscape.jobs.text.Numbers;
import org.logscape.jobs.text.TextTable;
import org.logscape.jobs.text.TextTable.Align;
import org.logscape.jobs.text.Words;

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
    List<SnapshotRow> states,
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
    RunRow run = of(RunRow.class).findFirst().orElseThrow();
    lines.add(
        "run %s%s: %s after %,d steps, t = %s, final loss %s"
            .formatted(
                runId,
                label.isEmpty() ? "" : " (" + label + ")",
                Words.of(run.status()),
                run.steps(),
                Numbers.brief(run.time()),
                Numbers.brief(run.finalLoss())));
    of(EscapeRow.class).forEach(event -> lines.add(event(event)));
    if (!differences.isEmpty()) {
      return lines;
    }
    lines.add(
        "the same as the stored run, bit for bit: its row, %d of escapes, %d of snapshots"
            .formatted(of(EscapeRow.class).count(), of(SnapshotRow.class).count()));
    lines.add("");
    lines.addAll(table());
    lines.add("");
    lines.add("%,d states in %s".formatted(states.size(), folder.orElse("no folder")));
    return lines;
  }

  private static String event(EscapeRow event) {
    return "  %s%s %s step %,d"
        .formatted(
            Words.of(event.event()),
            event.level() == null ? "" : " " + Numbers.brief(event.level()),
            event.occurred() ? "at" : "not up to",
            event.step());
  }

  private List<String> table() {
    TextTable table =
        TextTable.empty()
            .column("step", Align.RIGHT)
            .column("loss", Align.RIGHT)
            .column("L/L*", Align.RIGHT)
            .column("theta", Align.LEFT);
    for (SnapshotRow state : spread()) {
      double loss = state.loss();
      table.row(
          String.valueOf(state.step()),
          Numbers.brief(loss),
          lossMin.isPresent() ? Numbers.brief(loss / lossMin.getAsDouble()) : "",
          theta(state.theta()));
    }
    return table.lines();
  }

  private List<SnapshotRow> spread() {
    int shown = Math.min(MOST_LINES, states.size());
    List<SnapshotRow> some = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      int at = shown == 1 ? 0 : (int) ((long) i * (states.size() - 1) / (shown - 1));
      some.add(states.get(at));
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

  private <T extends TableRow> Stream<T> of(Class<T> type) {
    return rows.stream().filter(type::isInstance).map(type::cast);
  }
}
