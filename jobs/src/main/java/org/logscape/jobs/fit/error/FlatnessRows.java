package org.logscape.jobs.fit.error;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.statistics.Finding;
import org.logscape.statistics.Interval;
import org.logscape.statistics.PolynomialFit;
import org.logscape.statistics.RankCorrelation;

/**
 * Sharpness of cells of one eta against B_eff: slope of ln of the cells' means in ln B_eff, and
 * rank correlations over runs, with B_eff and with the test error. The claim is that more noise,
 * which is a smaller B_eff, leads to flatter minima of fewer outliers (arXiv 2105.09557) and a
 * lower test error (arXiv 2009.13094): all signs positive. It predicts nothing about the distance.
 */
final class FlatnessRows {
  private static final String QUANTITY = "of";

  private final List<EndedCell> cells;
  private final SharpnessRuns runs;
  private final List<Warning> unequal;

  private FlatnessRows(List<EndedCell> cells, SharpnessRuns runs, List<Warning> unequal) {
    this.cells = cells;
    this.runs = runs;
    this.unequal = unequal;
  }

  /** The rows of cells of one eta. */
  static List<FitRow> of(List<EndedCell> cells, SharpnessRuns runs) {
    FlatnessRows rows = new FlatnessRows(cells, runs, EffectiveBatchLaw.unequal(cells));
    return SharpnessRuns.quantities().stream().flatMap(q -> rows.rows(q).stream()).toList();
  }

  private List<FitRow> rows(String quantity) {
    List<FitRow> rows = new ArrayList<>();
    double[] x = new double[cells.size()];
    double[] y = new double[cells.size()];
    List<double[]> all = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      EndedCell cell = cells.get(i);
      SortedMap<Integer, Double> values = runs.values(cell.facts().cellId(), quantity);
      double[] own = values.values().stream().mapToDouble(Double::doubleValue).toArray();
      Measured mean = Measured.ofMean(own);
      rows.add(
          FitRow.of(FlatnessLaw.NAME, quantity)
              .cell(cell.facts().cellId())
              .group(cell.group())
              .measured(mean)
              .support(own.length)
              .verdict(Verdict.of(mean, null, Verdict.Regime.INSIDE)));
      x[i] = Math.log(cell.effectiveBatch());
      y[i] = Math.log(Arrays.stream(own).average().orElse(Double.NaN));
      SortedMap<Integer, RunEnd> ends = cell.ends().byReplica();
      for (Map.Entry<Integer, Double> run : new TreeMap<>(values).entrySet()) {
        if (ends.containsKey(run.getKey())) {
          all.add(new double[] {x[i], run.getValue(), ends.get(run.getKey()).testError()});
        }
      }
    }
    rows.add(judged(slope(x, y), FlatnessLaw.SLOPE, quantity, cells.size()));
    rows.add(judged(correlation(all, 0), FlatnessLaw.RANK, quantity, all.size()));
    rows.add(judged(correlation(all, 2), FlatnessLaw.ERROR_RANK, quantity, all.size()));
    return rows;
  }

  private static Finding<Measured> slope(double[] x, double[] y) {
    if (!Arrays.stream(y).allMatch(Double::isFinite)) {
      return Finding.none("a cell without a positive mean");
    }
    return PolynomialFit.of(x, y, 1)
        .map(
            line ->
                line.slopeInterval(x, Interval.COVERAGE)
                    .found()
                    .map(interval -> Measured.of(line.coefficients()[1], interval))
                    .orElseGet(() -> Measured.of(line.coefficients()[1])));
  }

  private static Finding<Measured> correlation(List<double[]> runs, int with) {
    return RankCorrelation.of(
            runs.stream().mapToDouble(run -> run[with]).toArray(),
            runs.stream().mapToDouble(run -> run[1]).toArray())
        .map(
            found ->
                found
                    .interval(Interval.COVERAGE)
                    .map(interval -> Measured.of(found.value(), interval))
                    .orElseGet(() -> Measured.of(found.value())));
  }

  private FitRow judged(
      Finding<Measured> found, String parameter, String quantity, long observations) {
    FitRow row =
        FitRow.of(FlatnessLaw.NAME, parameter)
            .group(CellGroup.none().word(QUANTITY, quantity).and(EndedCell.rate(cells.get(0))))
            .support(observations)
            .warn(unequal);
    if (found.found().isEmpty()) {
      return row.warn(WarningCode.NO_FIT.says(found.whyNot().orElseThrow()));
    }
    Measured measured = found.found().get();
    return row.measured(measured).verdict(verdict(measured, quantity));
  }

  private Verdict verdict(Measured measured, String quantity) {
    if (!measured.hasInterval()) {
      return Verdict.TOO_FEW_EVENTS;
    }
    if (!unequal.isEmpty()) {
      return Verdict.OUTSIDE_REGIME;
    }
    if (quantity.equals(FlatnessLaw.DISTANCE)) {
      return Verdict.NO_PREDICTION;
    }
    return measured.low() > 0
        ? Verdict.AGREES
        : measured.high() < 0 ? Verdict.DIFFERS : Verdict.UNDECIDED;
  }
}
