package org.logscape.jobs.fit;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;
import org.logscape.statistics.Interval;
import org.logscape.statistics.PercentileInterval;
import org.logscape.statistics.StudentInterval;

/**
 * An estimate with its 95 % interval.
 *
 * @param estimate null where the data allow none
 * @param low lower end; null where there is no interval
 * @param high upper end
 */
public record Measured(Double estimate, Double low, Double high) implements Serializable {
  /** No estimate. */
  public static Measured none() {
    return new Measured(null, null, null);
  }

  /** An estimate without an interval. */
  public static Measured of(double estimate) {
    return new Measured(finite(estimate), null, null);
  }

  /** An estimate with its interval. */
  public static Measured of(double estimate, Interval interval) {
    return new Measured(finite(estimate), finite(interval.low()), finite(interval.high()));
  }

  /** An estimate with the percentile interval of its bootstrap replicates, if they have one. */
  public static Measured of(double estimate, double[] replicates) {
    Optional<Interval> interval = PercentileInterval.of(replicates, Interval.COVERAGE);
    return interval.isPresent() ? of(estimate, interval.get()) : of(estimate);
  }

  /** The mean of numbers, one a run, with Student's interval where there are two or more. */
  public static Measured ofMean(double[] values) {
    if (values.length == 0) {
      return none();
    }
    double mean = Arrays.stream(values).sum() / values.length;
    return StudentInterval.ofMean(values, Interval.COVERAGE)
        .map(interval -> of(mean, interval))
        .orElseGet(() -> of(mean));
  }

  /** The same of exp(x), where this is of x. */
  public Measured exponential() {
    return new Measured(exp(estimate), exp(low), exp(high));
  }

  private static Double exp(Double value) {
    return value == null ? null : finite(Math.exp(value));
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? (Double) value : null;
  }

  /** Whether there is an estimate with both ends of its interval. */
  public boolean hasInterval() {
    return estimate != null && low != null && high != null;
  }

  /** Whether the value lies in the interval, ends included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
