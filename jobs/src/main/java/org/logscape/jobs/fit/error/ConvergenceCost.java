package org.logscape.jobs.fit.error;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.statistics.Finding;
import org.logscape.statistics.Interval;
import org.logscape.statistics.PolynomialFit;

/**
 * The cost of convergence: steps that the runs of each cell took, the sample gradients of these
 * steps, how many of them a step could compute in parallel, and how the first two depend on B_eff.
 */
final class ConvergenceCost {
  static final String STEPS = "steps_to_convergence";
  static final String SAMPLES = "samples_to_convergence";
  static final String PARALLEL = "samples_per_step";
  static final String STEPS_SLOPE = "steps_slope";
  static final String SAMPLES_SLOPE = "samples_slope";

  private final List<EndedCell> cells;
  private final List<Warning> unequal;

  private ConvergenceCost(List<EndedCell> cells, List<Warning> unequal) {
    this.cells = cells;
    this.unequal = unequal;
  }

  /** The rows of each cell. */
  static List<FitRow> rows(List<EndedCell> cells) {
    List<FitRow> rows = new ArrayList<>();
    for (EndedCell cell : cells) {
      double[] steps = cell.ends().of(RunEnd::steps);
      rows.add(row(cell, STEPS, Measured.ofMean(steps)));
      rows.add(
          row(
              cell,
              SAMPLES,
              Measured.ofMean(
                  Arrays.stream(steps).map(count -> count * cell.samplesPerStep()).toArray())));
      rows.add(row(cell, PARALLEL, Measured.of((double) cell.samplesPerStep())));
    }
    return rows;
  }

  /**
   * The rows of all cells together.
   *
   * @param cells of one eta and one form of enhancement
   * @param unequal why cells are not judged; empty where they are
   */
  static List<FitRow> slopes(List<EndedCell> cells, List<Warning> unequal) {
    ConvergenceCost cost = new ConvergenceCost(cells, unequal);
    return List.of(
        cost.slope(STEPS_SLOPE, cell -> 1), cost.slope(SAMPLES_SLOPE, EndedCell::samplesPerStep));
  }

  private static FitRow row(EndedCell cell, String parameter, Measured measured) {
    return FitRow.of(EffectiveBatchLaw.NAME, parameter)
        .cell(cell.facts().cellId())
        .group(cell.group())
        .measured(measured)
        .support(cell.ends().byReplica().size())
        .verdict(
            measured.hasInterval() || parameter.equals(PARALLEL)
                ? Verdict.NO_PREDICTION
                : Verdict.TOO_FEW_EVENTS)
        .warn(EqualLoss.between(List.of(cell.ends())));
  }

  /** Slope, over cells, of the logarithm of their mean cost in the logarithm of B_eff. */
  private FitRow slope(String parameter, ToDoubleFunction<EndedCell> perStep) {
    FitRow row =
        FitRow.of(EffectiveBatchLaw.NAME, parameter)
            .group(EndedCell.common(cells))
            .support(cells.size())
            .warn(unequal);
    double[] x = cells.stream().mapToDouble(cell -> Math.log(cell.effectiveBatch())).toArray();
    double[] y =
        cells.stream()
            .mapToDouble(
                cell ->
                    Math.log(
                        perStep.applyAsDouble(cell)
                            * Arrays.stream(cell.ends().of(RunEnd::steps)).average().orElse(0)))
            .toArray();
    Finding<PolynomialFit> line = PolynomialFit.of(x, y, 1);
    if (line.found().isEmpty()) {
      return row.warn(WarningCode.NO_FIT.says(line.whyNot().orElseThrow()));
    }
    double slope = line.found().get().coefficients()[1];
    Measured measured =
        line.found()
            .get()
            .slopeInterval(x, Interval.COVERAGE)
            .found()
            .map(interval -> Measured.of(slope, interval))
            .orElseGet(() -> Measured.of(slope));
    return row.measured(measured)
        .verdict(
            unequal.isEmpty()
                ? Verdict.of(measured, null, Verdict.Regime.INSIDE)
                : Verdict.OUTSIDE_REGIME);
  }
}
