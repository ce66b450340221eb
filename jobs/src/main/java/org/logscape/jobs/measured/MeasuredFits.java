package org.logscape.jobs.measured;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.logscape.statistics.Finding;
import org.logscape.statistics.Interval;
import org.logscape.statistics.survival.ExponentialFit;
import org.logscape.statistics.survival.KaplanMeier;
import org.logscape.statistics.survival.LifetimeContest;
import org.logscape.statistics.survival.LifetimeLaw;
import org.logscape.statistics.survival.LogRankTest;
import org.logscape.statistics.survival.Memorylessness;
import org.logscape.statistics.survival.MemorylessnessBootstrap;
import org.logscape.statistics.survival.RiskTable;
import org.logscape.statistics.survival.SurvivalQuantile;
import org.logscape.statistics.survival.WeibullFit;

/**
 * What escape times say. Of each cell: the exponential law, Weibull's law and the median, which of
 * the two laws the times prefer, and whether they are memoryless after a dead time. Of all cells:
 * whether they have one law. Where their loss ratios are known, how the rate falls with them: as a
 * power of the ratio, exponentially in the barrier, or, where n and T are known too, as theory's
 * power; and which of these laws the rates prefer.
 */
public final class MeasuredFits {
  private static final String ALL = "";
  private static final String MEMORYLESSNESS = "memorylessness";

  /** Of the replicates, so that equal data give equal p-values. */
  private static final long SEED = 1;

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
    fits.estimates.addAll(MeasuredRates.of(fits.cells));
    return List.copyOf(fits.estimates);
  }

  private void ofCell(MeasuredCell cell) {
    long events = cell.times().events();
    String name = cell.name();
    List<LifetimeLaw> laws = new ArrayList<>();
    if (ExponentialFit.of(cell.times()) instanceof Finding.Found<ExponentialFit> found) {
      ExponentialFit fit = found.value();
      laws.add(fit);
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
      laws.add(fit);
      Interval shape = fit.shapeInterval(Interval.COVERAGE);
      Interval scale = fit.scaleInterval(Interval.COVERAGE);
      estimates.add(
          Estimate.of(fit.name(), name, "shape", fit.shape(), shape, events)
              .beside(OptionalDouble.of(1)));
      estimates.add(Estimate.of(fit.name(), name, "scale", fit.scale(), scale, events));
      estimates.add(Estimate.of(fit.name(), name, "log_likelihood", fit.logLikelihood(), events));
    }
    estimates.addAll(Standings.of(LifetimeContest.of(cell.times(), laws), name, events));
    memorylessness(cell);
    SurvivalQuantile median = KaplanMeier.of(cell.times()).quantile(0.5, Interval.COVERAGE);
    estimates.add(
        Estimate.of("kaplan-meier", name, "median_time", median.time(), median.interval(), events));
  }

  /** Whether times beyond a dead time are exponential, and the rate there. */
  private void memorylessness(MeasuredCell cell) {
    RiskTable times = cell.times();
    Finding<Memorylessness> test = Memorylessness.of(times);
    if (test.found().isEmpty()) {
      return;
    }
    double dead = test.orElseThrow().deadTime();
    RiskTable later = times.after(dead);
    add(cell, "dead_time", dead, times.events());
    later
        .rate()
        .found()
        .ifPresent(
            rate ->
                estimates.add(
                    Estimate.of(
                        MEMORYLESSNESS,
                        cell.name(),
                        "rate_after_dead_time",
                        rate.rate(),
                        rate.interval(Interval.COVERAGE),
                        later.events())));
    add(cell, "p_value", pValue(times, test.orElseThrow()), later.events());
  }

  private void add(MeasuredCell cell, String parameter, double value, long events) {
    estimates.add(Estimate.of(MEMORYLESSNESS, cell.name(), parameter, value, events));
  }

  /** From replicates, which search the dead time anew; of many runs from the limit law. */
  private static double pValue(RiskTable times, Memorylessness test) {
    double limit = test.uniformity().andersonDarlingPValue();
    return times.runs() > MemorylessnessBootstrap.MOST_RUNS
        ? limit
        : MemorylessnessBootstrap.of(times, SEED)
            .found()
            .map(bootstrap -> bootstrap.pValue(MemorylessnessBootstrap.REPLICATES))
            .filter(Double::isFinite)
            .orElse(limit);
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
}
