package org.logscape.jobs.measured;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.logscape.statistics.Finding;
import org.logscape.statistics.Interval;
import org.logscape.statistics.NormalInterval;
import org.logscape.statistics.PoissonRegression;
import org.logscape.statistics.survival.ExponentialFit;
import org.logscape.statistics.survival.KaplanMeier;
import org.logscape.statistics.survival.LogRankTest;
import org.logscape.statistics.survival.SurvivalQuantile;
import org.logscape.statistics.survival.WeibullFit;

/**
 * What escape times say: of each cell the exponential and the Weibull law and the median, of all
 * cells whether they have one law, and, where their loss ratios are known, how the rate falls with
 * them: as a power of the ratio, or exponentially in the barrier.
 */
public final class MeasuredFits {
  private static final String ALL = "";

  private final List<MeasuredCell> cells;
  private final List<Estimate> estimates = new ArrayList<>();

  private MeasuredFits(List<MeasuredCell> cells) {
    this.cells = cells;
  }

  /** All estimates; what the data do not determine is left out. */
  public static List<Estimate> of(List<MeasuredCell> cells) {
    MeasuredFits fits = new MeasuredFits(List.copyOf(cells));
    fits.cells.forEach(fits::ofCell);
    fits.logRank();
    fits.rates();
    return List.copyOf(fits.estimates);
  }

  private void ofCell(MeasuredCell cell) {
    long events = cell.times().events();
    String name = cell.name();
    if (ExponentialFit.of(cell.times()) instanceof Finding.Found<ExponentialFit> found) {
      ExponentialFit fit = found.value();
      estimates.add(
          Estimate.of(
              fit.name(),
              name,
              "rate",
              fit.rate().rate(),
              fit.rate().interval(Interval.COVERAGE),
              events));
      estimates.add(Estimate.of(fit.name(), name, "log_likelihood", fit.logLikelihood(), events));
    }
    if (WeibullFit.of(cell.times()) instanceof Finding.Found<WeibullFit> found) {
      WeibullFit fit = found.value();
      Interval shape = fit.shapeInterval(Interval.COVERAGE);
      Interval scale = fit.scaleInterval(Interval.COVERAGE);
      estimates.add(
          Estimate.of(fit.name(), name, "shape", fit.shape(), shape, events)
              .beside(OptionalDouble.of(1)));
      estimates.add(Estimate.of(fit.name(), name, "scale", fit.scale(), scale, events));
      estimates.add(Estimate.of(fit.name(), name, "log_likelihood", fit.logLikelihood(), events));
    }
    SurvivalQuantile median = KaplanMeier.of(cell.times()).quantile(0.5, Interval.COVERAGE);
    estimates.add(
        Estimate.of("kaplan-meier", name, "median_time", median.time(), median.interval(), events));
  }

  private void logRank() {
    if (cells.size() > 1
        && LogRankTest.of(cells.stream().map(MeasuredCell::times).toList())
            instanceof Finding.Found<LogRankTest> found) {
      estimates.add(
          Estimate.of("log-rank", ALL, "statistic", found.value().test().statistic(), events()));
      estimates.add(
          Estimate.of("log-rank", ALL, "p_value", found.value().test().pValue(), events()));
    }
  }

  private long events() {
    return cells.stream().mapToLong(cell -> cell.times().events()).sum();
  }

  private void rates() {
    long ratios =
        cells.stream().flatMap(cell -> cell.lossRatio().stream().boxed()).distinct().count();
    if (ratios < 2 || cells.stream().anyMatch(cell -> cell.lossRatio().isEmpty())) {
      return;
    }
    rate("power-law", "exponent", ratio -> Math.log(ratio), exponent());
    rate("exponential-in-barrier", "slope", ratio -> ratio - 1, OptionalDouble.empty());
  }

  /** Theory's exponent, where it is one for all cells. */
  private OptionalDouble exponent() {
    double[] all =
        cells.stream().mapToDouble(cell -> cell.exponent().orElse(Double.NaN)).distinct().toArray();
    return all.length == 1 && Double.isFinite(all[0])
        ? OptionalDouble.of(all[0])
        : OptionalDouble.empty();
  }

  /** log rate = a - b f(ratio), by Poisson regression of the events on the time at risk. */
  private void rate(
      String law, String parameter, ToDoubleFunction<Double> barrier, OptionalDouble predicted) {
    double[][] design = new double[cells.size()][];
    double[] events = new double[cells.size()];
    double[] exposure = new double[cells.size()];
    for (int i = 0; i < design.length; i++) {
      MeasuredCell cell = cells.get(i);
      design[i] = new double[] {1, -barrier.applyAsDouble(cell.lossRatio().getAsDouble())};
      events[i] = cell.times().events();
      exposure[i] = cell.times().timeAtRisk();
    }
    if (PoissonRegression.of(List.of("intercept", parameter), design).fit(events, exposure)
        instanceof PoissonRegression.Fit fit) {
      Interval interval =
          NormalInterval.around(fit.coefficient(1), fit.standardError(1), Interval.COVERAGE);
      estimates.add(
          Estimate.of(law, ALL, parameter, fit.coefficient(1), interval, events())
              .beside(predicted));
      estimates.add(Estimate.of(law, ALL, "aic", fit.aic(), events()));
    }
  }
}
