package org.logscape.statistics.survival;

import java.util.Arrays;
import org.hipparchus.random.RandomGenerator;
import org.logscape.statistics.Finding;
import org.logscape.statistics.Replicates;

/**
 * The p-value of {@link Memorylessness} with the dead time estimated anew in each replicate:
 * lifetimes from the fitted two constant rates, ends of watching from the Kaplan-Meier curve of the
 * censoring times, Anderson-Darling's distance as the statistic. Replicates are pure functions of
 * (seed, replicate).
 */
public final class MemorylessnessBootstrap {
  /**
   * Most runs for which replicates are computed; above it the limiting distribution is accurate.
   */
  public static final long MOST_RUNS = 20_000;

  /** How many replicates a p-value takes. */
  public static final int REPLICATES = 199;

  private final DeadTime dead;
  private final Memorylessness observed;
  private final int runs;
  private final double[] censorTimes;
  private final double[] stillWatched;
  private final Replicates replicates;

  private MemorylessnessBootstrap(
      DeadTime dead, Memorylessness observed, RiskTable table, Replicates replicates) {
    this.dead = dead;
    this.observed = observed;
    this.runs = (int) table.runs();
    this.replicates = replicates;
    long[] atRisk = table.atRisk();
    censorTimes = new double[table.size()];
    stillWatched = new double[table.size()];
    double share = 1;
    for (int i = 0; i < table.size(); i++) {
      long left = atRisk[i] - table.events(i);
      share *= left == 0 ? 1 : (double) (left - table.censored(i)) / left;
      censorTimes[i] = table.time(i);
      stillWatched[i] = share;
    }
  }

  /**
   * Prepares the replicates.
   *
   * @param table unrounded times of at most a billion runs
   * @param seed of all replicates
   * @return the bootstrap; nothing where the test itself finds nothing
   */
  public static Finding<MemorylessnessBootstrap> of(RiskTable table, long seed) {
    if (table.runs() > 1_000_000_000) {
      return Finding.none("more than a billion runs: test a sample of them");
    }
    return DeadTime.of(table)
        .flatMap(
            dead ->
                Memorylessness.of(table, dead.time())
                    .map(
                        test ->
                            new MemorylessnessBootstrap(dead, test, table, Replicates.of(seed))));
  }

  /** The test of the data. */
  public Memorylessness observed() {
    return observed;
  }

  /**
   * The statistic of one replicate, Anderson-Darling's A-square; NaN where the replicate has too
   * few events for one.
   *
   * @param replicate from 0 on
   */
  public double replicate(int replicate) {
    RandomGenerator random = replicates.generator(replicate);
    double[] times = new double[runs];
    boolean[] seen = new boolean[runs];
    double beforeEnd = dead.rateBefore() * dead.time();
    for (int run = 0; run < runs; run++) {
      double hazard = -Math.log1p(-random.nextDouble());
      double time =
          hazard < beforeEnd
              ? hazard / dead.rateBefore()
              : dead.time() + (hazard - beforeEnd) / dead.rateAfter();
      double end = censorTime(random.nextDouble());
      times[run] = Math.min(time, end);
      seen[run] = time <= end;
    }
    return Memorylessness.of(RiskTable.of(times, seen))
        .found()
        .map(test -> test.uniformity().andersonDarling())
        .orElse(Double.NaN);
  }

  private double censorTime(double uniform) {
    // The first time by which the share still watched has fallen to the number drawn.
    int low = 0;
    int high = stillWatched.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (stillWatched[middle] <= uniform) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low == stillWatched.length ? Double.POSITIVE_INFINITY : censorTimes[low];
  }

  /** The p-value from the statistics of any replicates. */
  public double pValue(double[] statistics) {
    return Replicates.pValue(observed.uniformity().andersonDarling(), statistics);
  }

  /** The p-value from replicates 0 to {@code count - 1}, computed here. */
  public double pValue(int count) {
    double[] statistics = new double[count];
    Arrays.setAll(statistics, this::replicate);
    return pValue(statistics);
  }
}
