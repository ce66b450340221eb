package org.logscape.jobs.rare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.text.Numbers;
import org.logscape.jobs.text.TextTable;
import org.logscape.jobs.text.TextTable.Align;
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
    dir.table(Table.CELLS)
        .select("cell_id", "label")
        .collectAsList()
        .forEach(row -> labels.put(row.getString(0), row.getString(1)));
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
    for (Row row : dir.table(Table.RARE_RATES).collectAsList()) {
      String where = labels.getOrDefault(row.getString(0), "");
      // levels that lie close together are not to be rounded to one
      String event = new Watched(row.getString(1), row.getAs("level")).toString();
      table.row(
          where,
          event,
          rate(row),
          number(row, "predicted"),
          Numbers.brief(row.<Double>getAs("effective_paths")),
          Numbers.brief((double) row.<Long>getAs("steps")),
          number(row, "brute_force_steps"),
          row.getAs("verdict"));
      String account = row.getAs("account");
      if (!account.isEmpty()) {
        accounts.put((where + " " + event).strip(), account);
      }
    }
    List<String> lines = new ArrayList<>(table.lines());
    accounts.forEach((key, account) -> lines.add(key + ": " + account));
    return lines;
  }

  private static String rate(Row row) {
    Double rate = row.getAs("rate");
    Double low = row.getAs("ci_low");
    Double high = row.getAs("ci_high");
    if (rate == null) {
      return high == null ? "-" : "below " + Numbers.brief(high);
    }
    return low == null
        ? Numbers.brief(rate)
        : "%s [%s, %s]".formatted(Numbers.brief(rate), Numbers.brief(low), Numbers.brief(high));
  }

  private static String number(Row row, String column) {
    Double value = row.getAs(column);
    return value == null ? "-" : Numbers.brief(value);
  }
}
