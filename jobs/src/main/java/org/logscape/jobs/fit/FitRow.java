package org.logscape.jobs.fit;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.rows.EstimateRow;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.store.TableRow;

/**
 * A row of the fits table; components are named as the columns, where their meaning is told.
 *
 * @param watched null for laws of the stationary loss
 * @param support observations and likelihood behind the estimate
 */
record FitRow(
    String cellId,
    String law,
    Watched watched,
    String parameter,
    String groupKey,
    Measured measured,
    Double predicted,
    Support support,
    Verdict verdict,
    List<String> warnings)
    implements Serializable {

  /**
   * What an estimate rests on.
   *
   * @param logLikelihood null where the fit has none
   * @param aic null where the fit has none
   */
  record Support(long observations, Double logLikelihood, Double aic) implements Serializable {
    static Support of(long observations) {
      return new Support(observations, null, null);
    }
  }

  FitRow {
    warnings = List.copyOf(warnings);
  }

  /** The same row with one more warning. */
  FitRow warned(String warning) {
    List<String> more = new ArrayList<>(warnings);
    more.add(warning);
    return new FitRow(
        cellId, law, watched, parameter, groupKey, measured, predicted, support, verdict, more);
  }

  TableRow toTableRow() {
    return new EstimateRow(
        cellId,
        law,
        watched == null ? null : watched.event(),
        parameter,
        groupKey,
        measured.estimate(),
        measured.low(),
        measured.high(),
        predicted,
        support.observations(),
        support.logLikelihood(),
        support.aic(),
        Literal.of(verdict),
        String.join("; ", warnings));
  }
}
