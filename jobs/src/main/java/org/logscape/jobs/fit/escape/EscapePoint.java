package org.logscape.jobs.fit.escape;

import java.util.ArrayList;
import java.util.List;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.predict.Watched;
import org.logscape.observe.EndsAfter;
import org.logscape.theory.Arrhenius;
import org.logscape.theory.LogLandscape;
import org.logscape.theory.RegimeGuard;

/**
 * One event of one cell: a point of the escape laws.
 *
 * @param theory of the cell
 * @param watched the event
 * @param sums events and time at risk
 * @param diverged runs of the cell that diverged
 * @param after the event that ends a run
 */
public record EscapePoint(
    CellTheory theory, Watched watched, EventSums sums, long diverged, EndsAfter after) {

  /**
   * Whether runs stop just before this event, which makes censoring informative: most runs that
   * stop on the ridge would have reached the other basin soon.
   */
  public boolean isStoppedShort() {
    return after == EndsAfter.SEPARATRIX && watched.equals(Watched.basin());
  }

  private LogLandscape landscape() {
    return theory.landscape();
  }

  /** log(L^s/L*), or log of the level. */
  public double logRatio() {
    return watched.isLevel()
        ? Math.log(watched.level())
        : theory.barrier().orElseThrow().logRatio();
  }

  /** 1/T + 1 - n/2, the predicted slope against {@link #logRatio}. */
  public double exponent() {
    return landscape().escapeExponent();
  }

  /** The exponent of the rate in the theory's formula without its sign: exponent x log ratio. */
  public double powerTerm() {
    return exponent() * logRatio();
  }

  /** log(|h_e^s| / (2 pi) sqrt(det H* / |det H^s|)), in 1/t; 0 for a level, which has none. */
  public double logPrefactor() {
    return watched.isLevel() ? 0 : landscape().logPrefactor(theory.barrier().orElseThrow());
  }

  /** Delta L B_eff / eta, the covariate of Arrhenius' law. */
  public double arrheniusCovariate() {
    return Arrhenius.covariate(theory.barrier().orElseThrow(), landscape());
  }

  /** Whether the escape laws apply: to a level, and to a saddle whose crossing is observed. */
  public boolean hasBarrier() {
    return watched.isLevel() || (theory.barrier().isPresent() && !isStoppedShort());
  }

  /** Events over time at risk in one bootstrap replicate. */
  double replicateRate(int replicate) {
    return sums.replicateEvents(replicate) / sums.replicateExposure(replicate);
  }

  /** Events over time at risk. */
  double rate() {
    return sums.events() / sums.exposure();
  }

  private double meanTime() {
    return sums.events() == 0 ? Double.POSITIVE_INFINITY : sums.exposure() / sums.events();
  }

  /**
   * Whether escapes are rare events out of a stable minimum without weight decay, and not jumps,
   * and most runs did not diverge. A step that is not small is reported in the warnings alone: the
   * laws may hold there, and whether they do is a finding.
   */
  public Verdict.Regime regime() {
    boolean mostRemain = 2 * diverged <= sums.runs();
    if (isConvergence()) {
      return mostRemain ? Verdict.Regime.INSIDE : Verdict.Regime.OUTSIDE;
    }
    boolean rare =
        meanTime() * landscape().outlierCurvature() >= RegimeGuard.FEWEST_RELAXATION_TIMES;
    return landscape().applies() && rare && isDiffusive() && mostRemain
        ? Verdict.Regime.INSIDE
        : Verdict.Regime.OUTSIDE;
  }

  /**
   * Whether thresholds are reached by diffusion: neither jumped over in one step nor passed at the
   * start of a run. Even an early first passage needs this.
   */
  public boolean isDiffusive() {
    return sums.jumpedFraction() <= RegimeGuard.LARGEST_JUMPED_FRACTION
        && sums.atStart() <= RegimeGuard.LARGEST_JUMPED_FRACTION * sums.events();
  }

  /** Whether the event is no escape. No law of escape applies to it, and no rate is predicted. */
  private boolean isConvergence() {
    return watched.equals(Watched.converged());
  }

  private List<Warning> cautions() {
    return isConvergence()
        ? List.of()
        : Warning.of(
            RegimeGuard.cautions(
                landscape(),
                new RegimeGuard.Evidence(sums.events(), meanTime(), sums.jumpedFraction())));
  }

  /** The warnings of the guard, and those about how the runs ended. */
  public List<Warning> warnings() {
    List<Warning> warnings = new ArrayList<>(cautions());
    if (sums.atStart() > 0) {
      warnings.addAll(
          WarningCode.STARTS_BEYOND.says(
              "%,d of %,d runs start beyond the event: events at step 0, without time at risk"
                  .formatted(sums.atStart(), sums.runs())));
    }
    if (diverged > 0) {
      warnings.addAll(
          WarningCode.DIVERGED.says(
              "%,d of %,d runs diverged (at risk until then)".formatted(diverged, sums.runs())));
    }
    return warnings;
  }
}
