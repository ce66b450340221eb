package org.logscape.jobs.fit.escape;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.TheoryWords;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.theory.QuadraticBasin;

/**
 * The local exponent between neighbouring loss levels c1 < c2 of one cell, -(log rate(c2) - log
 * rate(c1)) / log(c2/c1), beside the power law's exponent and beside the local exponents of the
 * mean first-passage time in the quadratic basin, under log-landscape noise and under the exact
 * noise of Gaussian inputs.
 */
final class LevelSlopes {
  static final WarningCode ABOVE_SADDLE =
      new WarningCode("above-saddle", "the upper level is not below the saddle");

  static final String PARAMETER = "local_exponent";
  static final String FIRST_PASSAGE = "first-passage";

  private LevelSlopes() {}

  /** The rows of all cells that were watched for two levels at least. */
  static List<FitRow> rows(List<EscapePoint> points) {
    Map<String, List<EscapePoint>> cells =
        points.stream()
            .filter(point -> point.watched().isLevel())
            .sorted(Comparator.comparingDouble(EscapePoint::logRatio))
            .collect(
                Collectors.groupingBy(
                    point -> point.theory().facts().cellId(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<FitRow> rows = new ArrayList<>();
    for (List<EscapePoint> levels : cells.values()) {
      for (int i = 1; i < levels.size(); i++) {
        rows.addAll(between(levels.get(i - 1), levels.get(i)));
      }
    }
    return rows;
  }

  private static List<FitRow> between(EscapePoint lower, EscapePoint upper) {
    CellTheory theory = lower.theory();
    Measured measured = measured(lower, upper);
    List<FitRow> rows = new ArrayList<>();
    rows.add(row(lower, upper, EscapeLaws.LAW, measured, theory.landscape().escapeExponent()));
    double lossMin = theory.facts().lossMin();
    QuadraticBasin logLandscape = QuadraticBasin.logLandscape(theory.landscape(), lossMin);
    // at the saddle the basin ends, and with it the first passage within it
    boolean inBasin =
        theory.rate(lower.watched()).isPresent() && theory.rate(upper.watched()).isPresent();
    rows.add(
        row(
            lower,
            upper,
            FIRST_PASSAGE,
            measured,
            inBasin ? (Double) slope(lower, upper, logLandscape) : null));
    Optional<QuadraticBasin> exactNoise = theory.gaussianInputsBasin();
    if (exactNoise.isPresent()) {
      rows.add(
          row(
              lower,
              upper,
              TheoryWords.GAUSSIAN_DESIGN,
              measured,
              slope(lower, upper, exactNoise.get())));
    }
    return rows;
  }

  private static double slope(EscapePoint lower, EscapePoint upper, QuadraticBasin basin) {
    return (Math.log(basin.meanTimeToLevel(upper.watched().level()))
            - Math.log(basin.meanTimeToLevel(lower.watched().level())))
        / (upper.logRatio() - lower.logRatio());
  }

  private static Measured measured(EscapePoint lower, EscapePoint upper) {
    if (!(lower.rate() > 0 && upper.rate() > 0) || !(isAtRisk(lower) && isAtRisk(upper))) {
      return Measured.none();
    }
    double distance = upper.logRatio() - lower.logRatio();
    double[] replicates = new double[lower.sums().replicates()];
    for (int r = 0; r < replicates.length; r++) {
      double fall = Math.log(lower.replicateRate(r)) - Math.log(upper.replicateRate(r));
      replicates[r] = Double.isFinite(fall) ? fall / distance : Double.NaN;
    }
    double fall = Math.log(lower.rate()) - Math.log(upper.rate());
    return Measured.of(fall / distance, replicates);
  }

  private static boolean isAtRisk(EscapePoint point) {
    return point.sums().exposure() > 0;
  }

  private static FitRow row(
      EscapePoint lower, EscapePoint upper, String law, Measured measured, Double predicted) {
    boolean firstPassage = !law.equals(EscapeLaws.LAW);
    // the first-passage integral knows no Kramers regime, so early times are no reason to doubt it
    boolean holds =
        Stream.of(lower, upper)
            .allMatch(
                point ->
                    firstPassage ? point.isDiffusive() : point.regime() == Verdict.Regime.INSIDE);
    Set<Warning> warnings = new LinkedHashSet<>(lower.warnings());
    warnings.addAll(upper.warnings());
    if (!(isAtRisk(lower) && isAtRisk(upper))) {
      warnings.addAll(
          WarningCode.NO_TIME_AT_RISK.says("no time at risk: every run ended at its first step"));
    }
    if (predicted == null && lower.theory().landscape().applies()) {
      warnings.addAll(ABOVE_SADDLE.says("the upper level is not below the saddle"));
    }
    return FitRow.of(law, PARAMETER)
        .cell(lower.theory().facts().cellId())
        .event(lower.watched())
        .group(CellGroup.none().range("level", lower.watched().level(), upper.watched().level()))
        .measured(measured)
        .predicted(predicted)
        .support(upper.sums().events())
        .verdict(
            Verdict.of(
                upper.sums().events(),
                measured,
                predicted,
                holds ? Verdict.Regime.INSIDE : Verdict.Regime.OUTSIDE))
        .warn(List.copyOf(warnings));
  }
}
