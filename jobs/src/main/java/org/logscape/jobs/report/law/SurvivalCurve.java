package org.logscape.jobs.report.law;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import org.logscape.jobs.report.data.WaitingTimes.Risk;
import org.logscape.jobs.report.figure.DataPoint;

/**
 * The Kaplan-Meier estimate of the share of runs that have not escaped, from a risk table: events
 * and censorings in bins of log time. At the bins' upper ends it is the estimate on the single
 * times, but for runs censored within a bin, which count as at risk in all of it.
 *
 * <p>Intervals: Greenwood's variance on the scale log(-log S) (Kalbfleisch and Prentice, The
 * Statistical Analysis of Failure Time Data, 2002, section 1.4).
 *
 * @param steps the share from each time on, with its 95 % interval; from the share 1 on
 * @param runs number of runs
 * @param events of them, those with the event
 */
record SurvivalCurve(List<DataPoint> steps, long runs, long events) {
  private static final double QUANTILE = 1.959963984540054;

  /**
   * The curve of a risk table.
   *
   * @param table bins by the number k of their upper end 10^(k / perDecade)
   * @param perDecade bins of a decade
   * @param cell the label that the points bear
   */
  static SurvivalCurve of(NavigableMap<Integer, Risk> table, int perDecade, String cell) {
    long runs = table.values().stream().mapToLong(r -> r.events() + r.censored()).sum();
    long atRisk = runs;
    long events = 0;
    double survival = 1;
    double variance = 0;
    List<DataPoint> steps = new ArrayList<>();
    if (!table.isEmpty()) {
      steps.add(
          new DataPoint(time(table.firstKey() - 1, perDecade), 1, Double.NaN, Double.NaN, cell));
    }
    for (var bin : table.entrySet()) {
      long fell = bin.getValue().events();
      if (fell > 0) {
        survival *= 1 - (double) fell / atRisk;
        variance += (double) fell / ((double) atRisk * Math.max(1, atRisk - fell));
        steps.add(point(time(bin.getKey(), perDecade), survival, variance, cell));
      }
      events += fell;
      atRisk -= fell + bin.getValue().censored();
    }
    if (!table.isEmpty()) {
      // the line goes on to where the last run was seen
      DataPoint last = steps.get(steps.size() - 1);
      steps.add(
          new DataPoint(time(table.lastKey(), perDecade), last.y(), last.low(), last.high(), cell));
    }
    return new SurvivalCurve(steps, runs, events);
  }

  private static double time(int bin, int perDecade) {
    return Math.pow(10, (double) bin / perDecade);
  }

  private static DataPoint point(double time, double survival, double variance, String cell) {
    if (survival <= 0 || survival >= 1) {
      return new DataPoint(time, survival, Double.NaN, Double.NaN, cell);
    }
    double log = Math.log(survival);
    double width = QUANTILE * Math.sqrt(variance) / Math.abs(log);
    return new DataPoint(
        time, survival, Math.exp(log * Math.exp(width)), Math.exp(log * Math.exp(-width)), cell);
  }
}
