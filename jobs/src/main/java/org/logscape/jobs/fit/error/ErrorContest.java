package org.logscape.jobs.fit.error;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.ContestRows;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.text.Numbers;
import org.logscape.statistics.Finding;
import org.logscape.statistics.PolynomialFit;
import org.logscape.statistics.contest.Contender;
import org.logscape.statistics.contest.Contest;

/**
 * What the test error depends on: a curve in the logarithm of B_eff, of B alone, of a alone
 * (alpha), and, where cells have several eta, of eta/B_eff. Each curve is a parabola, or a straight
 * line where its quantity takes fewer than four values; runs scatter about it by a Gaussian of one
 * variance. Beside the contest, whether cells lie on one curve in B_eff at all.
 */
final class ErrorContest {
  static final String PARAMETER = "aic_difference";
  static final String COLLAPSE = "collapse";
  static final String BATCH = "batch";
  static final String ALPHA = "alpha";
  static final String EFFECTIVE_BATCH = "effective-batch";
  static final String RATE_OVER_BATCH = "rate-over-effective-batch";

  private static final int FEWEST_CELLS = 3;

  private final List<EndedCell> cells;
  private final List<Warning> unequal;

  private ErrorContest(List<EndedCell> cells, List<Warning> unequal) {
    this.cells = cells;
    this.unequal = unequal;
  }

  /**
   * The rows of a contest and of the collapse.
   *
   * @param cells that differ in B, alpha and eta alone
   * @param unequal why cells are not judged; empty where they are
   */
  static List<FitRow> rows(List<EndedCell> cells, List<Warning> unequal) {
    List<EndedCell> used = cells.stream().filter(cell -> !cell.ends().isEmpty()).toList();
    return used.size() < FEWEST_CELLS ? List.of() : new ErrorContest(used, unequal).rows();
  }

  private List<FitRow> rows() {
    Map<String, ToDoubleFunction<EndedCell>> quantities = new LinkedHashMap<>();
    quantities.put(EFFECTIVE_BATCH, EndedCell::effectiveBatch);
    quantities.put(BATCH, cell -> cell.facts().batchSize());
    quantities.put(ALPHA, cell -> cell.facts().noiseFactor());
    boolean haveRates = rates() > 1;
    if (haveRates) {
      quantities.put(RATE_OVER_BATCH, cell -> cell.facts().learningRate() / cell.effectiveBatch());
    }
    List<Contender> contenders = new ArrayList<>();
    List<String> absent = new ArrayList<>();
    quantities.forEach(
        (name, quantity) -> {
          PolynomialFit fit = fit(quantity).found().orElse(null);
          if (fit == null) {
            absent.add(name);
          } else {
            contenders.add(new Contender(name, fit.terms() + 1, fit.logLikelihoods(), Map.of()));
          }
        });
    List<Warning> conditions = new ArrayList<>(unequal);
    if (!absent.isEmpty()) {
      conditions.addAll(
          WarningCode.ABSENT_RIVALS.says(
              "not in the contest, since it does not vary: " + String.join(", ", absent)));
    }
    List<FitRow> rows = new ArrayList<>();
    if (contenders.size() > 1) {
      double[] counts = new double[errors().length];
      Arrays.fill(counts, 1);
      rows.addAll(ContestRows.of(subject(PARAMETER), Contest.of(contenders, counts), conditions));
    }
    rows.add(collapse(haveRates ? RATE_OVER_BATCH : EFFECTIVE_BATCH, quantities));
    return unequal.isEmpty()
        ? rows
        : rows.stream().map(row -> row.verdict(Verdict.OUTSIDE_REGIME)).toList();
  }

  private FitRow subject(String parameter) {
    return FitRow.of(EffectiveBatchLaw.NAME, parameter)
        .group(
            rates() == 1
                ? EndedCell.common(cells)
                : CellGroup.none().word(EndedCell.FORM, EndedCell.formOf(cells)))
        .support(errors().length);
  }

  private long rates() {
    return cells.stream().mapToDouble(cell -> cell.facts().learningRate()).distinct().count();
  }

  private double[] errors() {
    return cells.stream().flatMapToDouble(cell -> Arrays.stream(cell.ends().values())).toArray();
  }

  private double[] logs(ToDoubleFunction<EndedCell> quantity) {
    return cells.stream()
        .flatMapToDouble(
            cell ->
                Arrays.stream(cell.ends().values())
                    .map(error -> Math.log(quantity.applyAsDouble(cell))))
        .toArray();
  }

  private Finding<PolynomialFit> fit(ToDoubleFunction<EndedCell> quantity) {
    double[] x = logs(quantity);
    long values = Arrays.stream(x).distinct().count();
    return PolynomialFit.of(x, errors(), values < 4 ? 1 : 2);
  }

  private FitRow collapse(String name, Map<String, ToDoubleFunction<EndedCell>> quantities) {
    FitRow row =
        FitRow.of(EffectiveBatchLaw.NAME, COLLAPSE)
            .group(CellGroup.none().word(ContestRows.RIVAL, name).and(subject(COLLAPSE).group()))
            .support(errors().length)
            .warn(unequal);
    int[] group = new int[errors().length];
    int at = 0;
    for (int cell = 0; cell < cells.size(); cell++) {
      for (int run = 0; run < cells.get(cell).ends().values().length; run++) {
        group[at++] = cell;
      }
    }
    Finding<PolynomialFit.LackOfFit> lack =
        fit(quantities.get(name)).flatMap(fit -> fit.lackOfFit(group));
    if (lack.found().isEmpty()) {
      return row.warn(WarningCode.NO_FIT.says(lack.whyNot().orElseThrow()));
    }
    PolynomialFit.LackOfFit found = lack.found().get();
    double[] means = cells.stream().mapToDouble(cell -> mean(cell.ends().values())).toArray();
    double range =
        Arrays.stream(means).max().orElseThrow() - Arrays.stream(means).min().orElseThrow();
    return row.measured(Measured.of(found.pValue()))
        .verdict(Verdict.ofTest(errors().length, found.pValue(), Verdict.Regime.INSIDE))
        .warn(
            WarningCode.TEST_STATISTIC.says(
                "F = %s with %d and %d degrees of freedom, cells lie %s from the curve (root mean square) and range over %s"
                    .formatted(
                        Numbers.brief(found.statistic()),
                        found.degreesBetween(),
                        found.degreesWithin(),
                        Numbers.brief(found.deviation()),
                        Numbers.brief(range))));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
