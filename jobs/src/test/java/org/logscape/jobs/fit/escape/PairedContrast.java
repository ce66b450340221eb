package org.logscape.jobs.fit.escape;

import org.logscape.statistics.Finding;
import org.logscape.statistics.Interval;
import org.logscape.statistics.PercentileInterval;
import org.logscape.statistics.RunBootstrap;

/**
 * Two censored rates measured by runs in pairs that share their random numbers: the runs of one
 * index rise and fall together, and what they share drops out of the contrast. Intervals come from
 * resampling pairs, never single runs ({@link RunBootstrap}, {@link PercentileInterval}).
 *
 * @param difference the first rate minus the second
 * @param ratio the first rate over the second
 * @param correlation of the pairs' contributions {@code events - rate time}: towards 1 the pairing
 *     makes the contrast sharp, at 0 it is worth nothing
 */
public record PairedContrast(
    Finding<Estimate> difference, Finding<Estimate> ratio, Finding<Double> correlation) {

  /**
   * An estimate.
   *
   * @param value from all pairs
   * @param interval from resampled pairs
   */
  public record Estimate(double value, Interval interval) {}

  /**
   * One side of the pairs.
   *
   * @param events one number a run, 1 if its event came, else 0
   * @param times one time at risk a run
   */
  public record Arm(double[] events, double[] times) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if lengths differ or a number is negative or not finite
     */
    public Arm {
      if (events.length != times.length) {
        throw new IllegalArgumentException("events and times must have one length");
      }
      for (int i = 0; i < events.length; i++) {
        if (!(events[i] >= 0 && times[i] >= 0)
            || Double.isInfinite(events[i])
            || Double.isInfinite(times[i])) {
          throw new IllegalArgumentException(
              "run " + i + " has " + events[i] + " events in a time of " + times[i]);
        }
      }
    }
  }

  /**
   * Contrasts two arms.
   *
   * @param first one side; run i is the partner of the other side's run i
   * @param second the other side
   * @param bootstrap the weights of the pairs
   * @param replicates how many resamples, 1,000 or more for a 95 % interval
   * @param level the coverage
   * @return the contrast; each part says why where it has none: no time at risk, no events, no
   *     variation
   * @throws IllegalArgumentException if the arms differ in length or {@code level} is not between 0
   *     and 1
   */
  public static PairedContrast of(
      Arm first, Arm second, RunBootstrap bootstrap, int replicates, double level) {
    int pairs = first.events.length;
    if (pairs != second.events.length) {
      throw new IllegalArgumentException(
          "arms must be paired, have " + pairs + " and " + second.events.length + " runs");
    }
    double[] differences = new double[replicates];
    double[] ratios = new double[replicates];
    for (int replicate = 0; replicate < replicates; replicate++) {
      Sums sums = new Sums();
      for (int i = 0; i < pairs; i++) {
        sums.add(first, second, i, bootstrap.weight(i, replicate));
      }
      differences[replicate] = sums.first() - sums.second();
      ratios[replicate] = sums.first() / sums.second();
    }
    Sums all = new Sums();
    for (int i = 0; i < pairs; i++) {
      all.add(first, second, i, 1);
    }
    if (!(all.firstTime > 0 && all.secondTime > 0)) {
      String reason = "no time at risk in one arm or both";
      return new PairedContrast(Finding.none(reason), Finding.none(reason), Finding.none(reason));
    }
    return new PairedContrast(
        estimate(all.first() - all.second(), differences, level),
        all.firstEvents > 0 && all.secondEvents > 0
            ? estimate(all.first() / all.second(), ratios, level)
            : Finding.none("no events in one arm or both"),
        correlation(first, second, all));
  }

  private static Finding<Estimate> estimate(double value, double[] replicates, double level) {
    return PercentileInterval.of(replicates, level)
        .map(interval -> Finding.of(new Estimate(value, interval)))
        .orElseGet(() -> Finding.none("too many resamples have no events or no time"));
  }

  private static Finding<Double> correlation(Arm first, Arm second, Sums all) {
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < first.events.length; i++) {
      // Both add up to 0 over all runs, by the rates' own definition.
      double x = first.events[i] - all.first() * first.times[i];
      double y = second.events[i] - all.second() * second.times[i];
      xx += x * x;
      xy += x * y;
      yy += y * y;
    }
    return xx > 0 && yy > 0
        ? Finding.of(xy / Math.sqrt(xx * yy))
        : Finding.none("an arm does not vary");
  }

  /** Events and times of both arms. */
  private static final class Sums {
    private double firstEvents;
    private double firstTime;
    private double secondEvents;
    private double secondTime;

    void add(Arm first, Arm second, int run, int weight) {
      firstEvents += weight * first.events[run];
      firstTime += weight * first.times[run];
      secondEvents += weight * second.events[run];
      secondTime += weight * second.times[run];
    }

    double first() {
      return firstEvents / firstTime;
    }

    double second() {
      return secondEvents / secondTime;
    }
  }
}
