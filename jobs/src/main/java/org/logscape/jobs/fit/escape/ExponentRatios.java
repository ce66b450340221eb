package org.logscape.jobs.fit.escape;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.escape.EscapeLaws.LabelledLaw;
import org.logscape.statistics.PoissonRegression;

/**
 * Whether the temperature changes the exponent as theory says: the exponent of a group of cells
 * over that of the coldest group with the same n and sampling, beside the ratio of 1/T + 1 - n/2
 * (arXiv 2105.09557). The ratio is free of what multiplies both exponents alike. Each group has
 * runs of its own, so the interval resamples both.
 */
final class ExponentRatios {
  static final String PARAMETER = "exponent_ratio";

  /** T of the group that others are divided by, in the key of a row. */
  static final String OVER = "over_temperature";

  private ExponentRatios() {}

  /**
   * The rows of all groups that have a colder one to compare with.
   *
   * @param groups what {@link EscapeLaws#groups} gave
   */
  static List<FitRow> rows(List<LabelledLaw> groups) {
    List<LabelledLaw> fitted =
        groups.stream()
            .filter(law -> law.fit().fit().isPresent() && law.fit().terms().size() == 2)
            .toList();
    Map<CellGroup, List<LabelledLaw>> families = CellGroup.grouped(fitted, ExponentRatios::family);
    List<FitRow> rows = new ArrayList<>();
    for (List<LabelledLaw> family : families.values()) {
      List<LabelledLaw> fromColdToHot =
          family.stream().sorted(Comparator.comparingDouble(ExponentRatios::temperature)).toList();
      LabelledLaw coldest = fromColdToHot.get(0);
      for (LabelledLaw hotter : fromColdToHot.subList(1, fromColdToHot.size())) {
        rows.add(row(hotter, coldest));
      }
    }
    return rows;
  }

  private static CellGroup family(LabelledLaw law) {
    return CellGroup.ofEvent(law.watched())
        .word("event", law.watched().word())
        .number(EscapeLaws.OUTLIERS, any(law).theory().landscape().outliers())
        .word(EscapeLaws.SAMPLING, any(law).theory().facts().sampling());
  }

  private static FitRow row(LabelledLaw law, LabelledLaw coldest) {
    double predicted = any(law).exponent() / any(coldest).exponent();
    Measured measured = measured(law.fit(), coldest.fit());
    Verdict.Regime regime =
        law.regime() == Verdict.Regime.INSIDE ? coldest.regime() : Verdict.Regime.OUTSIDE;
    long events = Math.min(law.fit().observations(), coldest.fit().observations());
    return FitRow.of(EscapeLaws.LAW, PARAMETER)
        .event(law.watched())
        .group(law.group().number(OVER, temperature(coldest)))
        .measured(measured)
        .predicted(predicted)
        .support(events)
        .verdict(Verdict.of(events, measured, predicted, regime));
  }

  private static Measured measured(LogLinearLaw law, LogLinearLaw coldest) {
    List<Optional<PoissonRegression.Fit>> above = law.replicates();
    List<Optional<PoissonRegression.Fit>> below = coldest.replicates();
    double[] ratios = new double[Math.min(above.size(), below.size())];
    for (int r = 0; r < ratios.length; r++) {
      ratios[r] =
          above.get(r).isPresent() && below.get(r).isPresent()
              ? above.get(r).get().coefficient(1) / below.get(r).get().coefficient(1)
              : Double.NaN;
    }
    return Measured.of(
        law.fit().orElseThrow().coefficient(1) / coldest.fit().orElseThrow().coefficient(1),
        ratios);
  }

  private static double temperature(LabelledLaw law) {
    return any(law).theory().landscape().temperature();
  }

  private static EscapePoint any(LabelledLaw law) {
    return law.fit().points().get(0);
  }
}
