package org.logscape.statistics.survival;

import java.util.Arrays;
import java.util.Optional;
import org.logscape.statistics.Interval;
import org.logscape.statistics.NormalInterval;

/**
 * The probability that the event has come by t from one of several competing causes, {@code F_j(t)
 * = sum_{t_i <= t} S(t_i-) d_ij / n_i} (Aalen and Johansen, Scandinavian Journal of Statistics 5,
 * 1978, 141), S the Kaplan-Meier curve of all causes. Its variance is the delta method's (Marubini
 * and Valsecchi, Analysing Survival Data, 1995, section 10.2); intervals are log-log.
 */
public final class CumulativeIncidence {
  private final double[] times;
  private final double[] incidence;
  private final double[] variance;

  private CumulativeIncidence(double[] times, double[] incidence, double[] variance) {
    this.times = times;
    this.incidence = incidence;
    this.variance = variance;
  }

  /**
   * The curve of one cause.
   *
   * @param table of all causes
   * @param cause from 1 on
   */
  public static CumulativeIncidence of(CauseTable table, int cause) {
    RiskTable all = table.anyCause();
    RiskTable own = table.cause(cause);
    long[] atRisk = all.atRisk();
    int size = all.size();
    double[] times = new double[size];
    double[] incidence = new double[size];
    double[] variance = new double[size];
    int steps = 0;
    double survival = 1;
    double now = 0;
    // sum_i (F - F_i)^2 g_i and sum_i (F - F_i) h_i, kept as polynomials in F.
    double[] g = new double[3];
    double[] h = new double[2];
    double second = 0;
    for (int i = 0; i < size; i++) {
      double events = all.events(i);
      if (events > 0) {
        double n = atRisk[i];
        double mine = own.events(i);
        now += survival * mine / n;
        if (n > events) {
          // Where nobody is left F grows no more, and the term stays 0.
          double weight = events / (n * (n - events));
          g[0] += weight;
          g[1] += weight * now;
          g[2] += weight * now * now;
        }
        second += survival * survival * mine * (n - mine) / (n * n * n);
        h[0] += survival * mine / (n * n);
        h[1] += survival * mine / (n * n) * now;
        times[steps] = all.time(i);
        incidence[steps] = now;
        variance[steps] =
            Math.max(
                now * now * g[0] - 2 * now * g[1] + g[2] + second - 2 * (now * h[0] - h[1]), 0);
        steps++;
        survival *= (n - events) / n;
      }
    }
    return new CumulativeIncidence(
        Arrays.copyOf(times, steps),
        Arrays.copyOf(incidence, steps),
        Arrays.copyOf(variance, steps));
  }

  /** F_j(t), the step at t included. */
  public double incidence(double time) {
    int step = step(time);
    return step < 0 ? 0 : incidence[step];
  }

  /** The variance of F_j(t); 0 before the first event. */
  public double variance(double time) {
    int step = step(time);
    return step < 0 ? 0 : variance[step];
  }

  /**
   * The log-log interval of F_j(t).
   *
   * @param time when
   * @param level the coverage
   * @return the interval; empty while no event of this cause has come, and at 1
   * @throws IllegalArgumentException if {@code level} is not between 0 and 1
   */
  public Optional<Interval> interval(double time, double level) {
    double f = incidence(time);
    return f > 0 && f < 1
        ? Optional.of(NormalInterval.probability(f, Math.sqrt(variance(time)), level))
        : Optional.empty();
  }

  private int step(double time) {
    int place = Arrays.binarySearch(times, time);
    return place >= 0 ? place : -place - 2;
  }
}
