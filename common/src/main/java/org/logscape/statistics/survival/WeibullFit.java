package org.logscape.statistics.survival;

import org.logscape.statistics.Finding;
import org.logscape.statistics.Interval;
import org.logscape.statistics.NormalInterval;

/**
 * The Weibull law {@code S(t) = exp(-(t/scale)^shape)} at its maximum of likelihood under
 * right-censoring: Newton's method on the shape's own equation, in which the scale is profiled out
 * (Kalbfleisch and Prentice, 2002, section 3.6). Shape 1 is the exponential law.
 *
 * @param shape above 0
 * @param scale above 0, unit time
 * @param varianceLogShape from the observed information in (log shape, log scale)
 * @param varianceLogScale likewise
 * @param covariance of the two logarithms
 * @param logLikelihood at the maximum
 */
public record WeibullFit(
    double shape,
    double scale,
    double varianceLogShape,
    double varianceLogScale,
    double covariance,
    double logLikelihood)
    implements LifetimeLaw {
  private static final int MOST_ITERATIONS = 200;

  /**
   * The fit to a table.
   *
   * @return the fit; nothing without events, with an event at time 0, or where every event lies at
   *     the last time of all, so that the likelihood rises with the shape without end
   */
  public static Finding<WeibullFit> of(RiskTable table) {
    int last = table.size() - 1;
    double events = table.events();
    if (events == 0) {
      return Finding.none("no events");
    }
    if (table.time(0) == 0 && table.events(0) > 0) {
      return Finding.none("an event at time 0 has no Weibull likelihood");
    }
    double longest = table.time(last);
    double[] logs = new double[table.size()];
    double sumLog = 0;
    for (int i = 0; i <= last; i++) {
      logs[i] = Math.log(table.time(i) / longest);
      sumLog += table.events(i) == 0 ? 0 : table.events(i) * logs[i];
    }
    if (sumLog == 0) {
      return Finding.none("all events at the last time of all: the shape has no finite maximum");
    }
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double shape = 1;
    for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
      Moments moments = new Moments(table, logs, shape);
      double score = events / shape + sumLog - events * moments.mean;
      double slope = -events / (shape * shape) - events * moments.variance;
      if (score > 0) {
        low = shape;
      } else {
        high = shape;
      }
      double next = shape - score / slope;
      if (!(next > low && next < high)) {
        next = Double.isInfinite(high) ? 2 * shape : 0.5 * (low + high);
      }
      boolean done = Math.abs(next - shape) <= 1e-14 * shape;
      shape = next;
      if (done) {
        break;
      }
    }
    return Finding.of(fitted(table, logs, shape, longest, sumLog));
  }

  private static WeibullFit fitted(
      RiskTable table, double[] logs, double shape, double longest, double sumLog) {
    double events = table.events();
    double total = new Moments(table, logs, shape).sum;
    double logScale = Math.log(total / events) / shape;
    // z = log of the cumulative hazard at each time; sums of exp(z), z exp(z), z^2 exp(z).
    double first = 0;
    double second = 0;
    for (int i = 0; i < logs.length; i++) {
      if (logs[i] > Double.NEGATIVE_INFINITY) {
        double z = shape * (logs[i] - logScale);
        double weight = Math.exp(z) * (table.events(i) + table.censored(i));
        first += weight * z;
        second += weight * z * z;
      }
    }
    double eventZ = shape * (sumLog - events * logScale);
    double shapeInformation = first + second - eventZ;
    double cross = -shape * first;
    double scaleInformation = shape * shape * events;
    double determinant = shapeInformation * scaleInformation - cross * cross;
    double sumLogTimes = sumLog + events * Math.log(longest);
    return new WeibullFit(
        shape,
        longest * Math.exp(logScale),
        scaleInformation / determinant,
        shapeInformation / determinant,
        -cross / determinant,
        events * Math.log(shape) + eventZ - sumLogTimes - events);
  }

  /** Sums over all runs of t^shape, and mean and variance of log t under these weights. */
  private static final class Moments {
    final double sum;
    final double mean;
    final double variance;

    Moments(RiskTable table, double[] logs, double shape) {
      double total = 0;
      double first = 0;
      double second = 0;
      for (int i = 0; i < logs.length; i++) {
        if (logs[i] > Double.NEGATIVE_INFINITY) {
          double weight = Math.exp(shape * logs[i]) * (table.events(i) + table.censored(i));
          total += weight;
          first += weight * logs[i];
          second += weight * logs[i] * logs[i];
        }
      }
      sum = total;
      mean = first / total;
      variance = Math.max(second / total - mean * mean, 0);
    }
  }

  /** Wald's interval of the shape, in its logarithm. */
  public Interval shapeInterval(double level) {
    return NormalInterval.positive(shape, Math.sqrt(varianceLogShape), level);
  }

  /** Wald's interval of the scale, in its logarithm. */
  public Interval scaleInterval(double level) {
    return NormalInterval.positive(scale, Math.sqrt(varianceLogScale), level);
  }

  /**
   * The time by which a share of runs has had the event, with Wald's interval in its logarithm by
   * the delta method.
   *
   * @param share between 0 and 1
   * @param level the coverage
   * @throws IllegalArgumentException if a number is not between 0 and 1
   */
  public SurvivalQuantile quantile(double share, double level) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("share must be between 0 and 1, is " + share);
    }
    double lever = -Math.log(-Math.log1p(-share)) / shape;
    double time = scale * Math.exp(-lever);
    double variance = varianceLogScale + 2 * lever * covariance + lever * lever * varianceLogShape;
    return new SurvivalQuantile(
        share, time, NormalInterval.positive(time, Math.sqrt(Math.max(variance, 0)), level));
  }

  @Override
  public String name() {
    return "weibull";
  }

  @Override
  public int parameters() {
    return 2;
  }

  @Override
  public double logSurvival(double time) {
    return -Math.pow(time / scale, shape);
  }

  @Override
  public double logHazard(double time) {
    return Math.log(shape / scale) + (shape - 1) * Math.log(time / scale);
  }
}
