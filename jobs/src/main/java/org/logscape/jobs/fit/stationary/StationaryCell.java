package org.logscape.jobs.fit.stationary;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.theory.RegimeGuard;

/**
 * One cell as the laws of its stationary loss need it: its theory, and how many of its runs
 * diverged. No law is valid where eta h* is 2 or more, nor where most runs diverged, because the
 * losses are then those of diverging runs.
 *
 * @param theory of the cell
 * @param runs of the cell
 * @param diverged runs that diverged
 */
public record StationaryCell(CellTheory theory, long runs, long diverged) {
  /**
   * The same in a form that is small enough to be sent to executors.
   *
   * @param facts of the cell
   * @param runs of the cell
   * @param diverged runs that diverged
   */
  public record Facts(CellFacts facts, long runs, long diverged) implements Serializable {
    /** The cell. */
    public StationaryCell cell() {
      return new StationaryCell(CellTheory.of(facts), runs, diverged);
    }
  }

  /** The cell's id. */
  public String id() {
    return theory.facts().cellId();
  }

  /** Whether the log-landscape law is valid: the minimum is stable and there is no weight decay. */
  public Verdict.Regime regime() {
    return theory.landscape().applies() ? exactRegime() : Verdict.Regime.OUTSIDE;
  }

  /** Whether a law that is exact for its noise is valid, at any n. */
  public Verdict.Regime exactRegime() {
    return theory.landscape().contracts() && 2 * diverged <= runs
        ? Verdict.Regime.INSIDE
        : Verdict.Regime.OUTSIDE;
  }

  /** The warnings of the guard, and the number of runs that diverged. */
  public List<Warning> warnings() {
    List<Warning> warnings =
        new ArrayList<>(Warning.of(RegimeGuard.settingCautions(theory.landscape())));
    if (diverged > 0) {
      warnings.addAll(
          WarningCode.DIVERGED.says("%,d of %,d runs diverged".formatted(diverged, runs)));
    }
    return warnings;
  }
}
