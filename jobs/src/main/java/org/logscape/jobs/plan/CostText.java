package org.logscape.jobs.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.logscape.jobs.text.Numbers;
import org.logscape.schemas.Table;

/** What a plan costs, as lines for a terminal. */
final class CostText {
  private CostText() {}

  /** The processor time of the main job, for the first line. */
  static String total(Plan plan) {
    double seconds = plan.cost().run();
    return Double.isNaN(seconds)
        ? "at a cost that is not known before the data are read"
        : "about %s on one core".formatted(Numbers.duration(seconds));
  }

  /** The processor time of each command, the runs that a wanted width adds, and the tables. */
  static List<String> lines(Plan plan) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "each command alone, Spark's start of %s included: %s"
            .formatted(Numbers.duration(Prices.START), commands(plan.cost().commands())));
    TableForecast tables = plan.tables();
    if (plan.spec().until().isWanted()) {
      lines.add(
          "until: about %s runs see as many events as the width needs"
              .formatted(Numbers.brief(tables.rows(Table.RUNS))));
    }
    lines.add(
        "tables of about %s: %s"
            .formatted(Numbers.bytes(tables.bytes()), rows(tables.rowsByTable())));
    return lines;
  }

  private static String commands(Map<String, Double> seconds) {
    return seconds.entrySet().stream()
        .map(
            command ->
                "%s %s"
                    .formatted(
                        command.getKey(),
                        command.getValue().isNaN() ? "?" : Numbers.duration(command.getValue())))
        .collect(Collectors.joining(", "));
  }

  private static String rows(Map<Table, Double> rows) {
    return rows.entrySet().stream()
        .map(
            table ->
                "%s %s rows".formatted(table.getKey().tableName(), Numbers.brief(table.getValue())))
        .collect(Collectors.joining(", "));
  }
}
