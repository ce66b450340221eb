package org.logscape.jobs.verdict;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.rows.EstimateRow;
import org.logscape.jobs.text.Numbers;
import org.logscape.jobs.text.Words;
import org.logscape.observe.Event;

/**
 * A row of the fits table. Components are named as the columns; a number is not a number and a word
 * or event empty where the column is null.
 *
 * @param label of its cell; empty where it has none
 */
public record LawRow(
    String cellId,
    String label,
    String law,
    Optional<Event> event,
    String parameter,
    CellGroup group,
    double estimate,
    double low,
    double high,
    double predicted,
    long observations,
    String verdict,
    List<Warning> warnings) {
  public LawRow {
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads a row.
   *
   * @param label of its cell; empty where it has none
   */
  public static LawRow of(EstimateRow row, String label) {
    return new LawRow(
        Objects.requireNonNullElse(row.cellId(), ""),
        label,
        row.law(),
        Optional.ofNullable(row.event()).map(word -> Words.parse(Event.class, word)),
        row.parameter(),
        CellGroup.parse(row.groupKey()),
        number(row.estimate()),
        number(row.ciLow()),
        number(row.ciHigh()),
        number(row.predicted()),
        row.observations(),
        row.verdict(),
        Warning.read(Optional.ofNullable(row.warningCodes()), row.warnings()));
  }

  private static double number(Double value) {
    return value == null ? Double.NaN : value;
  }

  /** Whether it is a row of a parameter. */
  public boolean is(Parameter wanted) {
    return law.equals(wanted.law()) && parameter.equals(wanted.name());
  }

  /** Whether it is a row of a parameter and an event; empty for laws without events. */
  public boolean is(Parameter wanted, Optional<Event> anEvent) {
    return is(wanted) && event.equals(anEvent);
  }

  /** Whether it is a row of a parameter and an event. */
  public boolean is(Parameter wanted, Event anEvent) {
    return is(wanted, Optional.of(anEvent));
  }

  /** The law and the event that it is about. */
  public String section() {
    return event.map(of -> law + ", " + Words.of(of)).orElse(law);
  }

  /** Whether it is about all cells and not a group of them. */
  public boolean isOfAllCells() {
    return cellId.isEmpty() && group.parts().isEmpty();
  }

  /** Whether it is not to be compared with its prediction. */
  public boolean isOutsideRegime() {
    return verdict.equals("outside-regime")
        || verdict.equals("too-few-events")
        || verdict.equals("failed");
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

  /**
   * Estimate and interval: {@code 4.12 [3.9, 4.3]}, with the digits that tell the ends of the
   * interval from the prediction.
   */
  public String measured() {
    return interval(estimate, low, high, digits());
  }

  /** An estimate with its interval, if it has one. */
  public static String interval(double estimate, double low, double high) {
    return interval(estimate, low, high, Numbers.digits(0));
  }

  private static String interval(double estimate, double low, double high, int digits) {
    return Double.isNaN(low)
        ? Numbers.rounded(estimate, digits)
        : "%s [%s, %s]"
            .formatted(
                Numbers.rounded(estimate, digits),
                Numbers.rounded(low, digits),
                Numbers.rounded(high, digits));
  }

  /** The prediction, to the digits of {@link #measured}; a dash where there is none. */
  public String expected() {
    return Numbers.rounded(predicted, digits());
  }

  /** Without an interval nothing is decided by digits. */
  private int digits() {
    return Double.isNaN(low) ? Numbers.digits(0) : Numbers.digits(predicted, low, high);
  }
}
