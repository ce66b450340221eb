package org.logscape.jobs.measured;

import java.util.ArrayList;
import java.util.List;
import org.logscape.jobs.text.CsvText;
import org.logscape.jobs.text.Numbers;
import org.logscape.jobs.text.TextTable;
import org.logscape.jobs.text.TextTable.Align;
import org.logscape.jobs.text.Words;

/** Estimates for a terminal, and as CSV. */
public final class EstimateTable {
  private final List<Estimate> estimates;

  private EstimateTable(List<Estimate> estimates) {
    this.estimates = List.copyOf(estimates);
  }

  /** Of these estimates. */
  public static EstimateTable of(List<Estimate> estimates) {
    return new EstimateTable(estimates);
  }

  /** A table with rounded numbers. */
  public List<String> lines() {
    TextTable table =
        TextTable.empty()
            .column("law", Align.LEFT)
            .column("cell", Align.LEFT)
            .column("parameter", Align.LEFT)
            .column("estimate", Align.RIGHT)
            .column("95 %", Align.LEFT)
            .column("predicted", Align.RIGHT)
            .column("events", Align.RIGHT)
            .column("verdict", Align.LEFT);
    for (Estimate row : estimates) {
      table.row(
          row.law(),
          row.cell(),
          row.parameter(),
          Numbers.brief(row.value()),
          row.interval()
              .map(ends -> Numbers.brief(ends.low()) + " to " + Numbers.brief(ends.high()))
              .orElse(""),
          row.predicted().isPresent() ? Numbers.brief(row.predicted().getAsDouble()) : "",
          String.valueOf(row.observations()),
          verdict(row));
    }
    return table.lines();
  }

  /** CSV with a header and all digits; infinite ends are empty. */
  public String csv() {
    List<String> lines = new ArrayList<>();
    lines.add("law,cell,parameter,estimate,ci_low,ci_high,predicted,observations,verdict");
    for (Estimate row : estimates) {
      lines.add(
          String.join(
              ",",
              row.law(),
              CsvText.quoted(row.cell()),
              row.parameter(),
              number(row.value()),
              row.interval().map(ends -> number(ends.low())).orElse(""),
              row.interval().map(ends -> number(ends.high())).orElse(""),
              number(row.predicted().orElse(Double.NaN)),
              String.valueOf(row.observations()),
              verdict(row)));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String verdict(Estimate row) {
    return row.verdict().map(Words::of).orElse("");
  }

  private static String number(double value) {
    return Double.isFinite(value) ? String.valueOf(value) : "";
  }
}
