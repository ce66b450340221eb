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
 * diverged. No law is valid from eta h* = 2 on, nor where most runs diverged: the losses are then
 * those of runs on their way to infinity.
 *
 * @param theory of the cell
 * @param runs of the cell
 * @param diverged runs that diverged
 */
public record StationaryCell(CellTheory theory, long runs, long diverged) {
  /**
   * The same, small enough to be sent to where the losses are.
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

  /** Whether the log-landscape law is valid: the minimum is stable and no weight decays. */
  public Verdict.Regime regime() {
    return theory.landscape().applies() ? exactRegime() : Verdict.Regime.OUTSIDE;
  }

  /** Whether a law that is exact for its noise is valid, at any n. */
  public Verdict.Regime exactRegime() {
    return theory.landscape().contracts() && 2 * diverged <= runs
        ? Verdict.Regime.INSIDE
        : Verdict.Regime.OUTSIDE;
  }

  /** The guard's sentences, and how many runs diverged. */
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
