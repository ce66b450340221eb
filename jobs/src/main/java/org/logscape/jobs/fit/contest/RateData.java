package org.logscape.jobs.fit.contest;

import java.util.List;
import java.util.Map;
import org.logscape.jobs.fit.escape.EscapePoint;
import org.logscape.statistics.contest.Contender;
import org.logscape.statistics.contest.Nesting;

/**
 * Rates of several points as the data of a contest. Memoryless waiting under censoring has the
 * log-likelihood sum_i (events_i log rate_i - exposure_i rate_i): so each point is two
 * observations, an event, made events_i times, and a unit of time at risk, made exposure_i times.
 *
 * @param points each with time at risk
 */
record RateData(List<EscapePoint> points) {

  RateData {
    points = List.copyOf(points);
  }

  /** How often each observation was made. */
  double[] counts() {
    double[] counts = new double[2 * points.size()];
    for (int i = 0; i < points.size(); i++) {
      counts[2 * i] = points.get(i).sums().events();
      counts[2 * i + 1] = points.get(i).sums().exposure();
    }
    return counts;
  }

  /**
   * The same in every resampling of the runs, each brought to as many events as there are: how many
   * runs a resampling happens to hold says nothing of the laws.
   */
  double[][] replicates() {
    int count = points.stream().mapToInt(point -> point.sums().replicates()).min().orElse(0);
    double[][] replicates = new double[count][2 * points.size()];
    for (int r = 0; r < count; r++) {
      double held = 0;
      for (EscapePoint point : points) {
        held += point.sums().replicateEvents(r);
      }
      double scale = held > 0 ? events() / held : 1;
      for (int i = 0; i < points.size(); i++) {
        replicates[r][2 * i] = scale * points.get(i).sums().replicateEvents(r);
        replicates[r][2 * i + 1] = scale * points.get(i).sums().replicateExposure(r);
      }
    }
    return replicates;
  }

  /**
   * A law of these points.
   *
   * @param parameters how many were fitted
   * @param logRates one a point
   * @param within laws that contain it
   */
  Contender contender(String name, int parameters, double[] logRates, Map<String, Nesting> within) {
    double[] each = new double[2 * points.size()];
    for (int i = 0; i < points.size(); i++) {
      each[2 * i] = logRates[i];
      each[2 * i + 1] = -Math.exp(logRates[i]);
    }
    return new Contender(name, parameters, each, within);
  }

  /** Whether theory has one exponent for all points. */
  boolean haveOneExponent() {
    double first = points.get(0).exponent();
    return points.stream()
        .allMatch(point -> Math.abs(point.exponent() - first) <= 1e-9 * Math.abs(first));
  }

  long events() {
    return points.stream().mapToLong(point -> point.sums().events()).sum();
  }
}
