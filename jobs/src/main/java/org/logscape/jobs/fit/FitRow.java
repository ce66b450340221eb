package org.logscape.jobs.fit;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.rows.EstimateRow;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.store.TableRow;

/**
 * A row of the fits table: one parameter of one law. {@link #of} starts a row without an estimate,
 * about all cells; each further call returns the row with one more value. The schema of the table
 * explains each column.
 */
public final class FitRow implements Serializable {
  private final String law;
  private final String parameter;
  private String cellId;
  private Watched event;
  private CellGroup group = CellGroup.none();
  private Measured measured = Measured.none();
  private Double predicted;
  private Support support = Support.of(0);
  private Verdict verdict = Verdict.TOO_FEW_EVENTS;
  private List<Warning> warnings = List.of();

  /**
   * The data and the likelihood behind an estimate.
   *
   * @param logLikelihood null where the fit has none
   * @param aic null where the fit has none
   */
  public record Support(long observations, Double logLikelihood, Double aic)
      implements Serializable {
    /** Observations without a likelihood. */
    public static Support of(long observations) {
      return new Support(observations, null, null);
    }
  }

  private FitRow(String law, String parameter) {
    this.law = law;
    this.parameter = parameter;
  }

  private FitRow copy() {
    FitRow row = new FitRow(law, parameter);
    row.cellId = cellId;
    row.event = event;
    row.group = group;
    row.measured = measured;
    row.predicted = predicted;
    row.support = support;
    row.verdict = verdict;
    row.warnings = warnings;
    return row;
  }

  /**
   * A row about all cells that has no estimate yet.
   *
   * @param law the word in the column {@code law}
   * @param parameter the word in the column {@code parameter}
   */
  public static FitRow of(String law, String parameter) {
    return new FitRow(law, parameter);
  }

  /** The row about one cell; null for several. */
  public FitRow cell(String id) {
    FitRow row = copy();
    row.cellId = id;
    return row;
  }

  /** The row about one event; null for laws of the stationary loss and of training. */
  public FitRow event(Watched watched) {
    FitRow row = copy();
    row.event = watched;
    return row;
  }

  /** The row about cells or data with these shared properties. */
  public FitRow group(CellGroup common) {
    FitRow row = copy();
    row.group = common;
    return row;
  }

  /** The row with an estimate. */
  public FitRow measured(Measured estimate) {
    FitRow row = copy();
    row.measured = estimate;
    return row;
  }

  /** The row with a prediction; null where theory predicts nothing. */
  public FitRow predicted(Double value) {
    FitRow row = copy();
    row.predicted = value;
    return row;
  }

  /** The row with the data and the likelihood behind its estimate. */
  public FitRow support(Support behind) {
    FitRow row = copy();
    row.support = behind;
    return row;
  }

  /** The row with the number of observations behind its estimate. */
  public FitRow support(long observations) {
    return support(Support.of(observations));
  }

  /** The row with its conclusion. */
  public FitRow verdict(Verdict conclusion) {
    FitRow row = copy();
    row.verdict = conclusion;
    return row;
  }

  /**
   * The row with one more warning.
   *
   * @param text one sentence, or several separated by a semicolon
   */
  public FitRow warn(WarningCode code, String text) {
    return warn(Warning.all(code, text));
  }

  /** The row with more warnings. */
  public FitRow warn(List<Warning> more) {
    FitRow row = copy();
    List<Warning> all = new ArrayList<>(warnings);
    all.addAll(more);
    row.warnings = List.copyOf(all);
    return row;
  }

  /** The word in the column {@code law}. */
  public String law() {
    return law;
  }

  /** The word in the column {@code parameter}. */
  public String parameter() {
    return parameter;
  }

  /** The cell; null for several. */
  public String cellId() {
    return cellId;
  }

  /** The event; null for laws of the stationary loss and of training. */
  public Watched event() {
    return event;
  }

  /** The properties that its cells or data share. */
  public CellGroup group() {
    return group;
  }

  /** The estimate with its interval. */
  public Measured measured() {
    return measured;
  }

  /** The prediction; null where theory gives none. */
  public Double predicted() {
    return predicted;
  }

  /** The data and the likelihood behind the estimate. */
  public Support support() {
    return support;
  }

  /** The conclusion. */
  public Verdict verdict() {
    return verdict;
  }

  /** The warnings. */
  public List<Warning> warnings() {
    return warnings;
  }

  /** The row as the table holds it. */
  public TableRow toTableRow() {
    return new EstimateRow(
        cellId,
        law,
        event == null ? null : event.word(),
        parameter,
        group.toString(),
        measured.estimate(),
        measured.low(),
        measured.high(),
        predicted,
        support.observations(),
        support.logLikelihood(),
        support.aic(),
        Literal.of(verdict),
        Warning.texts(warnings),
        Warning.codes(warnings));
  }
}
