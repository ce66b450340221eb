package org.logscape.jobs.rare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.text.Numbers;
import org.logscape.jobs.text.TextTable;
import org.logscape.jobs.text.TextTable.Align;
import org.logscape.jobs.text.Words;
import org.logscape.schemas.Table;

/** The rates of a folder as a table for the terminal, with what must be known below it. */
public final class RateTable {
  private final ExperimentDir dir;

  private RateTable(ExperimentDir dir) {
    this.dir = dir;
  }

  /** The table of a folder. */
  public static RateTable of(ExperimentDir dir) {
    return new RateTable(dir);
  }

  /** Its lines. */
  public List<String> lines() {
    Map<String, String> labels = new HashMap<>();
    CellFacts.ROWS
        .list(dir.table(Table.CELLS))
        .forEach(cell -> labels.put(cell.cellId(), cell.label()));
    TextTable table =
        TextTable.empty()
            .column("where", Align.LEFT)
            .column("event", Align.LEFT)
            .column("rate [95 %]", Align.LEFT)
            .column("predicted", Align.RIGHT)
            .column("paths", Align.RIGHT)
            .column("steps", Align.RIGHT)
            .column("brute force", Align.RIGHT)
            .column("verdict", Align.LEFT);
    Map<String, String> accounts = new LinkedHashMap<>();
    for (RateRow row : RateRow.ROWS.list(dir.table(Table.RARE_RATES))) {
      String where = labels.getOrDefault(row.cellId(), "");
      // levels that lie close together are not to be rounded to one
      String event = Watched.of(row.event(), row.level()).toString();
      table.row(
          where,
          event,
          rate(row),
          number(row.predicted()),
          Numbers.brief(row.effectivePaths()),
          Numbers.brief((double) row.steps()),
          number(row.bruteForceSteps()),
          Words.of(row.verdict()));
      if (!row.account().isEmpty()) {
        accounts.put((where + " " + event).strip(), row.account());
      }
    }
    List<String> lines = new ArrayList<>(table.lines());
    accounts.forEach((key, account) -> lines.add(key + ": " + account));
    return lines;
  }

  private static String rate(RateRow row) {
    Double high = row.ciHigh();
    if (row.rate() == null) {
      return high == null ? "-" : "below " + Numbers.brief(high);
    }
    return row.ciLow() == null
        ? Numbers.brief(row.rate())
        : "%s [%s, %s]"
            .formatted(Numbers.brief(row.rate()), Numbers.brief(row.ciLow()), Numbers.brief(high));
  }

  private static String number(Double value) {
    return value == null ? "-" : Numbers.brief(value);
  }
}
