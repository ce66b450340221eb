package org.logscape.jobs.fit.tail;

import java.util.Arrays;
import java.util.Optional;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.fit.stationary.LossBins;
import org.logscape.statistics.Finding;
import org.logscape.statistics.Interval;
import org.logscape.statistics.NormalInterval;
import org.logscape.statistics.powerlaw.PowerLawFit;
import org.logscape.statistics.powerlaw.TailSample;

/**
 * The same values in the histogram's bins, from the same start on: the difference that binning
 * makes. The raw estimate is the efficient one, so the variance of the difference is the difference
 * of the variances (Hausman, Econometrica 46, 1978, 1251).
 */
final class TailBinningRow {
  private TailBinningRow() {}

  /**
   * The row of single values; none where too few lie beyond the start, or they do not vary.
   *
   * @param raw the fit to the values
   */
  static Optional<FitRow> of(TailSubject subject, PowerLawFit raw) {
    LossBins bins = subject.bins();
    int first = bins.firstFrom(raw.xmin());
    double[] low = Arrays.copyOfRange(bins.low(), first, bins.low().length);
    double[] high = Arrays.copyOfRange(bins.high(), first, bins.high().length);
    double[] counts = new double[low.length];
    double[] values =
        Arrays.stream(subject.source().numbers()).filter(value -> value >= low[0]).toArray();
    for (double value : values) {
      int place = Arrays.binarySearch(low, value);
      counts[place >= 0 ? place : -place - 2]++;
    }
    if (values.length < TailSubject.FEWEST) {
      return Optional.empty();
    }
    TailSample beyond = TailSample.continuous(values);
    Finding<PowerLawFit> single = exponentFrom(beyond, low[0], values);
    Finding<PowerLawFit> binned = TailSample.binned(low, high, counts).fit(0);
    if (single.found().isEmpty() || binned.found().isEmpty()) {
      return Optional.empty();
    }
    double difference = binned.orElseThrow().exponent() - single.orElseThrow().exponent();
    double variance =
        Math.max(
            0,
            square(binned.orElseThrow().standardError())
                - square(single.orElseThrow().standardError()));
    Measured measured =
        Measured.of(
            difference, NormalInterval.around(difference, Math.sqrt(variance), Interval.COVERAGE));
    return Optional.of(
        subject.row(
            "binned_less_raw",
            TailSubject.from(low[0]),
            measured,
            0.0,
            FitRow.Support.of(values.length),
            Verdict.of(measured, 0.0, Verdict.Regime.INSIDE),
            WarningCode.METHOD.says(
                "exponent of the same values in the histogram's bins, less that of the values")));
  }

  /** The exponent beyond an edge that is no observation: 1 + n / sum log(x / edge). */
  private static Finding<PowerLawFit> exponentFrom(
      TailSample sample, double edge, double[] values) {
    double sum = Arrays.stream(values).map(value -> Math.log(value / edge)).sum();
    double n = values.length;
    double slope = n / sum;
    return sum > 0
        ? Finding.of(
            new PowerLawFit(
                1 + slope, slope / Math.sqrt(n), edge, 0, sample.observations(0), Double.NaN))
        : Finding.none("no spread");
  }

  private static double square(double x) {
    return x * x;
  }
}
