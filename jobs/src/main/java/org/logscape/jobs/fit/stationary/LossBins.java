package org.logscape.jobs.fit.stationary;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The loss histogram of one cell as contiguous bins of r = L/L* - 1 from 0 to infinity, including
 * empty ones, as observed and in every resampling of the groups of runs.
 *
 * @param low lower edges; the first is 0
 * @param high upper edges; the last is infinite
 * @param counts as observed
 * @param replicates {@code [r][bin]}
 * @param groups how many groups of runs are resampled
 */
public record LossBins(
    double[] low, double[] high, double[] counts, double[][] replicates, int groups)
    implements Serializable {
  /** Fewer groups of runs are not resampled. */
  static final int FEWEST_GROUPS = 5;

  /** All counts. */
  public double total() {
    return Arrays.stream(counts).sum();
  }

  /** Counts from a bin on. */
  public double beyond(int first) {
    return beyond(counts, first);
  }

  private static double beyond(double[] counts, int first) {
    double sum = 0;
    for (int i = first; i < counts.length; i++) {
      sum += counts[i];
    }
    return sum;
  }

  /** Whether there are too few groups of runs to resample. */
  public boolean hasFewGroups() {
    return groups < FEWEST_GROUPS;
  }

  /** The first bin with a positive edge from which on at most a share of all counts lies. */
  public int firstOfTail(double share) {
    int first = 1;
    while (first < counts.length - 1 && beyond(first) > share * total()) {
      first++;
    }
    return first;
  }

  /** The bin whose lower edge is the first not below r. */
  public int firstFrom(double r) {
    int first = 1;
    // an edge and its power of ten may differ in the last digit
    while (first < low.length - 1 && low[first] < r * (1 - 1e-9)) {
      first++;
    }
    return first;
  }

  /**
   * The share of the counts that are effectively independent, from the share of losses beyond a
   * bin: its binomial variance over its variance between resamplings of the runs (1 over the design
   * effect), at most 1.
   */
  public double independentShare(int first) {
    double mean = 0;
    double[] shares = new double[replicates.length];
    for (int r = 0; r < shares.length; r++) {
      double all = Arrays.stream(replicates[r]).sum();
      shares[r] = all > 0 ? beyond(replicates[r], first) / all : 0;
      mean += shares[r] / shares.length;
    }
    double variance = 0;
    for (double share : shares) {
      variance += (share - mean) * (share - mean) / (shares.length - 1);
    }
    double independent = mean * (1 - mean) / total();
    return variance > independent && independent > 0 ? independent / variance : 1;
  }

  /** The mean of z = r/(1 + r) in these counts, at the bins' geometric middles. */
  private double meanZ(double[] of) {
    double sum = 0;
    double all = 0;
    for (int i = 0; i < of.length; i++) {
      sum += of[i] * z(i);
      all += of[i];
    }
    return sum / all;
  }

  private double z(int bin) {
    double r =
        low[bin] == 0
            ? 0.5 * high[bin]
            : Double.isInfinite(high[bin]) ? low[bin] : Math.sqrt(low[bin] * high[bin]);
    return r / (1 + r);
  }

  /**
   * How many independent losses would know the mean of z = 1 - L*&#47;L as well: its variance over
   * the variance of its mean between resamplings of the runs (whole runs as batches; Flegal and
   * Jones, Annals of Statistics 38, 2010, 1034). Not a number where z does not vary.
   */
  double effectiveSampleSize() {
    double mean = meanZ(counts);
    double variance = 0;
    for (int i = 0; i < counts.length; i++) {
      variance += counts[i] * (z(i) - mean) * (z(i) - mean) / total();
    }
    double centre = 0;
    double[] means = new double[replicates.length];
    for (int r = 0; r < means.length; r++) {
      means[r] = meanZ(replicates[r]);
      centre += means[r] / means.length;
    }
    double ofMean = 0;
    for (double each : means) {
      ofMean += (each - centre) * (each - centre) / (means.length - 1);
    }
    return ofMean > 0 ? variance / ofMean : Double.NaN;
  }
}
