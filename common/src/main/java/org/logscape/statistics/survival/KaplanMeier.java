package org.logscape.statistics.survival;

import java.util.Arrays;
import java.util.Optional;
import org.logscape.statistics.Interval;
import org.logscape.statistics.NormalInterval;

/**
 * The product-limit curve of survival, {@code S(t) = prod_{t_i <= t} (1 - d_i/n_i)} (Kaplan and
 * Meier, Journal of the American Statistical Association 53, 1958, 457), with Greenwood's variance
 * {@code S(t)^2 sum d_i / (n_i (n_i - d_i))} and log-log intervals.
 */
public final class KaplanMeier {
  private final double[] times;
  private final double[] survival;
  private final double[] relativeVariance;
  private final double lastTime;

  private KaplanMeier(
      double[] times, double[] survival, double[] relativeVariance, double lastTime) {
    this.times = times;
    this.survival = survival;
    this.relativeVariance = relativeVariance;
    this.lastTime = lastTime;
  }

  /** The curve of a table; without events it stays at 1. */
  public static KaplanMeier of(RiskTable table) {
    long[] atRisk = table.atRisk();
    double[] times = new double[table.size()];
    double[] survival = new double[table.size()];
    double[] variance = new double[table.size()];
    int steps = 0;
    double now = 1;
    double sum = 0;
    for (int i = 0; i < table.size(); i++) {
      double events = table.events(i);
      if (events > 0) {
        now *= (atRisk[i] - events) / atRisk[i];
        sum += events / ((double) atRisk[i] * (atRisk[i] - events));
        times[steps] = table.time(i);
        survival[steps] = now;
        variance[steps] = sum;
        steps++;
      }
    }
    return new KaplanMeier(
        Arrays.copyOf(times, steps),
        Arrays.copyOf(survival, steps),
        Arrays.copyOf(variance, steps),
        table.size() == 0 ? 0 : table.time(table.size() - 1));
  }

  /** The last observation time; the curve is constant beyond it. */
  public double lastTime() {
    return lastTime;
  }

  /** S(t), including the step at t. */
  public double survival(double time) {
    int step = step(time);
    return step < 0 ? 1 : survival[step];
  }

  /**
   * Greenwood's variance of S(t): 0 before the first event; empty where no run is left (S = 0),
   * where the formula is not defined.
   */
  public Optional<Double> variance(double time) {
    int step = step(time);
    if (step < 0) {
      return Optional.of(0.0);
    }
    return survival[step] > 0
        ? Optional.of(survival[step] * survival[step] * relativeVariance[step])
        : Optional.empty();
  }

  /**
   * The log-log interval of S(t).
   *
   * @param time when
   * @param level the coverage
   * @return the interval; empty before the first event and where no run is left, because there the
   *     standard error is not defined
   * @throws IllegalArgumentException if {@code level} is not between 0 and 1
   */
  public Optional<Interval> interval(double time, double level) {
    int step = step(time);
    return step < 0 ? Optional.empty() : stepInterval(step, level);
  }

  private Optional<Interval> stepInterval(int step, double level) {
    double s = survival[step];
    return s > 0
        ? Optional.of(NormalInterval.probability(s, s * Math.sqrt(relativeVariance[step]), level))
        : Optional.empty();
  }

  /**
   * The time by which a share of the runs has had the event: the first with {@code S(t) <= 1 -
   * share}, and the interval of all times whose log-log interval holds 1 - share (Brookmeyer and
   * Crowley, Biometrics 38, 1982, 29). An end is infinite where the curve does not get there within
   * the observation time.
   *
   * @param share between 0 and 1; 0.5 is the median
   * @param level the coverage
   * @throws IllegalArgumentException if a number is not between 0 and 1
   */
  public SurvivalQuantile quantile(double share, double level) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("share must be between 0 and 1, is " + share);
    }
    double rest = 1 - share;
    double time = Double.POSITIVE_INFINITY;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    for (int i = times.length - 1; i >= 0; i--) {
      // Sums of d/n meet 1 - share only up to rounding.
      if (survival[i] <= rest + 1e-12) {
        time = times[i];
      }
      Optional<Interval> band = stepInterval(i, level);
      if (band.isEmpty() || band.get().low() <= rest) {
        low = times[i];
      }
      if (band.isPresent() && band.get().high() <= rest) {
        high = times[i];
      }
    }
    return new SurvivalQuantile(share, time, Interval.of(low, high));
  }

  private int step(double time) {
    int place = Arrays.binarySearch(times, time);
    return place >= 0 ? place : -place - 2;
  }
}
