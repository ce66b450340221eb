package org.logscape.jobs.predict;

import org.logscape.jobs.spec.rare.Rare;

/**
 * What rare-event sampling of a cell is expected to take. Flow from one interface to the next is
 * one in four ({@link org.logscape.rare.Pilot}), so a rate k per unit of t needs ln(h* / k) / ln 4
 * stages. A trial ends within a few relaxation times, 1 / (eta h*) steps each. Predicted rates are
 * wrong by a factor; their logarithm, which counts here, is not.
 */
public final class RareForecast {
  /** Steps of a trial, the pilot's share included, over the relaxation time. */
  private static final double RELAXATIONS_A_TRIAL = 4;

  /** Steps that find a start of a trial in the basin, over the relaxation time. */
  private static final double RELAXATIONS_A_START = 12;

  /** Stages where no rate is predicted: of a rate of 10^-6 of the relaxation rate. */
  private static final double UNKNOWN_STAGES = 10;

  private final Rare rare;

  private RareForecast(Rare rare) {
    this.rare = rare;
  }

  /** The forecast of cells of a spec. */
  public static RareForecast of(Rare rare) {
    return new RareForecast(rare);
  }

  /** Stages after the walk in the basin. */
  public double stages(CellTheory theory) {
    if (rare.interfaceCount().isPresent()) {
      return rare.interfaceCount().getAsInt() - 1.0;
    }
    Watched goal =
        new Watched(
            rare.event(),
            rare.levels().isEmpty() ? null : rare.levels().get(rare.levels().size() - 1));
    double rate = theory.rate(goal).orElse(Double.NaN);
    if (!(rate > 0) || !theory.hasLandscape()) {
      return UNKNOWN_STAGES;
    }
    return Math.max(1, Math.log(theory.landscape().outlierCurvature() / rate) / Math.log(4));
  }

  /** Steps of all repeats and of the pilot, at most the budget. */
  public double steps(CellTheory theory) {
    double relaxation =
        theory.hasLandscape()
            ? Math.max(1, 1 / theory.landscape().curvatureStep())
            : (double) rare.every();
    double trials = (double) rare.trials() * rare.repeats();
    double expected =
        trials * relaxation * (RELAXATIONS_A_START + RELAXATIONS_A_TRIAL * stages(theory));
    return Math.min((double) rare.budgetSteps(), expected);
  }
}
