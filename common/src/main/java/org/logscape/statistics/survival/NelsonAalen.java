package org.logscape.statistics.survival;

import java.util.Arrays;
import java.util.Optional;
import org.logscape.statistics.Interval;
import org.logscape.statistics.NormalInterval;

/**
 * The cumulative hazard {@code H(t) = sum_{t_i <= t} d_i/n_i} (Nelson 1969, Aalen 1978), with the
 * variance {@code sum d_i (n_i - d_i) / n_i^3} of counts drawn at one time (Klein, Scandinavian
 * Journal of Statistics 18, 1991, 333) and intervals that are symmetric in log H. On a straight
 * line H(t) the rate is constant.
 */
public final class NelsonAalen {
  private final double[] times;
  private final double[] hazard;
  private final double[] variance;

  private NelsonAalen(double[] times, double[] hazard, double[] variance) {
    this.times = times;
    this.hazard = hazard;
    this.variance = variance;
  }

  /** The curve of a table; without events it stays at 0. */
  public static NelsonAalen of(RiskTable table) {
    long[] atRisk = table.atRisk();
    double[] times = new double[table.size()];
    double[] hazard = new double[table.size()];
    double[] variance = new double[table.size()];
    int steps = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < table.size(); i++) {
      double events = table.events(i);
      if (events > 0) {
        double n = atRisk[i];
        sum += events / n;
        squares += (1 - events / n) * events / (n * n);
        times[steps] = table.time(i);
        hazard[steps] = sum;
        variance[steps] = squares;
        steps++;
      }
    }
    return new NelsonAalen(
        Arrays.copyOf(times, steps), Arrays.copyOf(hazard, steps), Arrays.copyOf(variance, steps));
  }

  /** Number of steps of the curve. */
  public int steps() {
    return times.length;
  }

  /** The time of step {@code i}, ascending. */
  public double time(int i) {
    return times[i];
  }

  /** H(t), including the step at t. */
  public double hazard(double time) {
    int step = step(time);
    return step < 0 ? 0 : hazard[step];
  }

  /** The variance of H(t); 0 before the first event. */
  public double variance(double time) {
    int step = step(time);
    return step < 0 ? 0 : variance[step];
  }

  /**
   * {@code H exp(+- z sqrt(variance) / H)}.
   *
   * @param time when
   * @param level the coverage
   * @return the interval; empty before the first event
   * @throws IllegalArgumentException if {@code level} is not between 0 and 1
   */
  public Optional<Interval> interval(double time, double level) {
    int step = step(time);
    return step < 0
        ? Optional.empty()
        : Optional.of(
            NormalInterval.positive(hazard[step], Math.sqrt(variance[step]) / hazard[step], level));
  }

  private int step(double time) {
    int place = Arrays.binarySearch(times, time);
    return place >= 0 ? place : -place - 2;
  }
}
