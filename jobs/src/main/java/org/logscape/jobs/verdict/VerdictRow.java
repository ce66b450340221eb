package org.logscape.jobs.verdict;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.logscape.jobs.fit.LawCatalogue;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.text.Numbers;

/**
 * One row of the fits table, with the cell's label in place of its id. Components are named as the
 * columns; a number is not a number where the column is null.
 */
record VerdictRow(
    String law,
    String where,
    String event,
    String parameter,
    double estimate,
    double ciLow,
    double ciHigh,
    double predicted,
    String verdict,
    List<Warning> warnings) {

  /**
   * Reads a row.
   *
   * @param label of its cell; null where it has none
   */
  static VerdictRow of(Row row, String label) {
    String group = row.getAs("group_key");
    return new VerdictRow(
        row.getAs("law"),
        where(label, group),
        row.getAs("event"),
        row.getAs("parameter"),
        number(row, "estimate"),
        number(row, "ci_low"),
        number(row, "ci_high"),
        number(row, "predicted"),
        row.getAs("verdict"),
        Warning.read(Optional.ofNullable(row.getAs("warning_codes")), row.getAs("warnings")));
  }

  private static String where(String label, String group) {
    if (label == null) {
      return group.isEmpty() ? "all cells" : group;
    }
    return (label + " " + group).strip();
  }

  private static double number(Row row, String column) {
    Double value = row.getAs(column);
    return value == null ? Double.NaN : value;
  }

  /** Where the catalogue has the parameter; behind all others where it does not know it. */
  int place() {
    return LawCatalogue.place(law, parameter);
  }

  /** The law and the event it is about. */
  String section() {
    return event == null ? law : law + ", " + event;
  }

  /** Estimate and interval: {@code 4.12 [3.9, 4.3]}. */
  String measured() {
    return Double.isNaN(ciLow)
        ? Numbers.brief(estimate)
        : "%s [%s, %s]"
            .formatted(Numbers.brief(estimate), Numbers.brief(ciLow), Numbers.brief(ciHigh));
  }
}
