package org.logscape.jobs.fit.preference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.logscape.jobs.fit.FitContext;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.LawFailure;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.RunSums;
import org.logscape.jobs.fit.TheoryWords;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.spec.dynamics.DynamicsType;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.schemas.Table;
import org.logscape.theory.RegimeGuard;

/**
 * The times that the long runs of a cell spend in both basins. A chain of two states with rates
 * k_12 and k_21 spends k_12/k_21 times as long in the second one as in the first. Under langevin
 * the noise metric is that of the minimum where runs start, also in the other basin, so there
 * nothing is predicted.
 */
final class OccupationRows {
  private final CellTheory theory;
  private final OccupationSums first;
  private final OccupationSums second;
  private final long diverged;
  private final int replicates;

  private OccupationRows(
      CellTheory theory,
      OccupationSums first,
      OccupationSums second,
      long diverged,
      int replicates) {
    this.theory = theory;
    this.first = first;
    this.second = second;
    this.diverged = diverged;
    this.replicates = replicates;
  }

  /** The rows of all cells. */
  static List<FitRow> of(FitContext context) {
    int replicates = context.replicates(2);
    Map<OccupationSums.Key, OccupationSums> sums =
        OccupationSums.of(context.table(Table.OCCUPANCY), context.bootstrap(), replicates);
    List<FitRow> rows = new ArrayList<>();
    context
        .cells()
        .forEach(
            (cell, theory) -> {
              OccupationSums first = sums.get(key(cell, theory.facts().minimum()));
              OccupationSums second = sums.get(key(cell, theory.facts().otherMinimum()));
              RunSums runs = context.runs().get(cell);
              if (first != null && second != null) {
                OccupationRows of =
                    new OccupationRows(
                        theory, first, second, runs == null ? 0 : runs.diverged(), replicates);
                rows.addAll(LawFailure.orRow(of.place(PreferenceLaw.LAW), of::rows));
              }
            });
    return rows;
  }

  private static OccupationSums.Key key(String cell, String basin) {
    return new OccupationSums.Key(cell, basin == null ? "" : basin);
  }

  private FitRow place(String law) {
    return FitRow.of(law, PreferenceLaw.OCCUPATION_RATIO.name())
        .cell(theory.facts().cellId())
        .group(WellPair.minima(theory.facts()));
  }

  private List<FitRow> rows() {
    Optional<CellTheory> back =
        theory
            .fromOtherMinimum()
            .filter(other -> theory.facts().dynamics().equals(Literal.of(DynamicsType.SGD)));
    Watched settled = Watched.basin();
    List<FitRow> rows = new ArrayList<>();
    rows.add(
        row(
            PreferenceLaw.LAW,
            back.flatMap(other -> WellPair.ratio(theory.rate(settled), other.rate(settled)))));
    back.flatMap(
            other ->
                WellPair.ratio(
                    theory.metricCorrectedRate(settled), other.metricCorrectedRate(settled)))
        .ifPresent(ratio -> rows.add(row(TheoryWords.METRIC_CORRECTED, Optional.of(ratio))));
    return rows;
  }

  private FitRow row(String law, Optional<Double> predicted) {
    long events = first.departures() + second.departures();
    Measured measured = measured();
    List<Warning> warnings = new ArrayList<>(cautions(theory, first));
    theory.fromOtherMinimum().ifPresent(back -> warnings.addAll(cautions(back, second)));
    if (diverged > 0) {
      warnings.addAll(
          WarningCode.DIVERGED.says(
              "%,d of %,d runs diverged (counted until then)".formatted(diverged, first.runs())));
    }
    return place(law)
        .measured(measured)
        .predicted(predicted.orElse(null))
        .support(events)
        .verdict(Verdict.of(events, measured, predicted.orElse(null), regime()))
        .warn(warnings.stream().distinct().toList());
  }

  private Measured measured() {
    if (first.steps() == 0 || second.steps() == 0) {
      return Measured.none();
    }
    double[] ratios = new double[replicates];
    for (int r = 0; r < replicates; r++) {
      ratios[r] = first.steps(r) > 0 ? (double) second.steps(r) / first.steps(r) : Double.NaN;
    }
    double ratio = (double) second.steps() / first.steps();
    return first.runs() > 1 ? Measured.of(ratio, ratios) : Measured.of(ratio);
  }

  /** Whether stays are long beside the relaxation in each basin. */
  private Verdict.Regime regime() {
    boolean mostRemain = 2 * diverged <= first.runs();
    boolean holds =
        mostRemain
            && isMetastable(theory, first)
            && theory.fromOtherMinimum().map(back -> isMetastable(back, second)).orElse(true);
    return holds ? Verdict.Regime.INSIDE : Verdict.Regime.OUTSIDE;
  }

  private static boolean isMetastable(CellTheory start, OccupationSums stays) {
    return start.hasLandscape()
        && start.landscape().applies()
        && meanStay(start, stays) * start.landscape().outlierCurvature()
            >= RegimeGuard.FEWEST_RELAXATION_TIMES;
  }

  /** Mean length of a stay, in t; infinite where none ended. */
  private static double meanStay(CellTheory start, OccupationSums stays) {
    return stays.steps() * start.facts().learningRate() / stays.departures();
  }

  private static List<Warning> cautions(CellTheory start, OccupationSums stays) {
    return Warning.of(
        RegimeGuard.cautions(
            start.landscape(),
            new RegimeGuard.Evidence(stays.departures(), meanStay(start, stays), 0)));
  }
}
