package org.logscape.jobs.verdict;

import org.apache.spark.sql.Row;
import org.logscape.jobs.text.Numbers;

/**
 * A row of the fits table. Components are named as the columns; a number is not a number and a word
 * empty where the column is null.
 *
 * @param label of its cell; empty where it has none
 */
public record LawRow(
    String cellId,
    String label,
    String law,
    String event,
    String parameter,
    String group,
    double estimate,
    double low,
    double high,
    double predicted,
    long observations,
    String verdict,
    String warnings) {

  /**
   * Reads a row.
   *
   * @param label of its cell; empty where it has none
   */
  public static LawRow of(Row row, String label) {
    return new LawRow(
        text(row, "cell_id"),
        label,
        text(row, "law"),
        text(row, "event"),
        text(row, "parameter"),
        text(row, "group_key"),
        number(row, "estimate"),
        number(row, "ci_low"),
        number(row, "ci_high"),
        number(row, "predicted"),
        row.<Long>getAs("observations"),
        text(row, "verdict"),
        text(row, "warnings"));
  }

  private static String text(Row row, String column) {
    String value = row.getAs(column);
    return value == null ? "" : value;
  }

  private static double number(Row row, String column) {
    Double value = row.getAs(column);
    return value == null ? Double.NaN : value;
  }

  /** Whether it is a row of a parameter; the event is empty for laws without events. */
  public boolean is(String aLaw, String anEvent, String aParameter) {
    return law.equals(aLaw) && event.equals(anEvent) && parameter.equals(aParameter);
  }

  /** Whether it is about all cells and not a group of them. */
  public boolean isOfAllCells() {
    return cellId.isEmpty() && group.isEmpty();
  }

  /** Whether it is not to be compared with its prediction. */
  public boolean isOutsideRegime() {
    return verdict.equals("outside-regime") || verdict.equals("too-few-events");
  }

  /** Whether it may be compared with its prediction. */
  public boolean isInside() {
    return !isOutsideRegime();
  }

  /** What it is fitted to, in words. */
  public String where() {
    String words = (label + " " + group).strip();
    return words.isEmpty() ? "all cells" : words;
  }

  /** Estimate and interval: {@code 4.12 [3.9, 4.3]}. */
  public String measured() {
    return interval(estimate, low, high);
  }

  /** An estimate with its interval, if it has one. */
  public static String interval(double estimate, double low, double high) {
    return Double.isNaN(low)
        ? Numbers.brief(estimate)
        : "%s [%s, %s]".formatted(Numbers.brief(estimate), Numbers.brief(low), Numbers.brief(high));
  }
}
