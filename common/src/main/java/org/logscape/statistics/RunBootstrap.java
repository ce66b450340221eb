package org.logscape.statistics;

import java.io.Serializable;

/**
 * Poisson(1) bootstrap weights for whole runs: in each replicate every run counts 0, 1, 2, ...
 * times, each independently with the Poisson probability, which for many runs is the bootstrap with
 * replacement (Chamandy et al., "Estimating uncertainty for massive data streams", Google, 2012).
 * Samples along one run are correlated, so it is runs that are drawn, never samples.
 *
 * <p>A weight is a pure function of (seed, run, replicate): every partitioning of the runs gives
 * the same numbers.
 *
 * @param seed the seed of all weights
 */
public record RunBootstrap(long seed) implements Serializable {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double[] CUMULATIVE = cumulative();

  /** The weights that belong to a seed. */
  public static RunBootstrap of(long seed) {
    return new RunBootstrap(seed);
  }

  /** The 64-bit key of a run's name. */
  public static long key(String run) {
    long key = mix(run.length() + GOLDEN);
    for (int i = 0; i < run.length(); i++) {
      key = mix(key * 31 + run.charAt(i) + GOLDEN);
    }
    return key;
  }

  /**
   * How often the run counts in the replicate: Poisson with mean 1.
   *
   * @param run the run's key, {@link #key}
   * @param replicate the replicate's number, from 0 on
   */
  public int weight(long run, int replicate) {
    long bits = mix(mix(mix(seed + GOLDEN) ^ run) + GOLDEN * (replicate + 1L));
    double uniform = (bits >>> 11) * 0x1p-53;
    int weight = 0;
    while (weight < CUMULATIVE.length && uniform >= CUMULATIVE[weight]) {
      weight++;
    }
    return weight;
  }

  /** The finalizer of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014; Stafford's variant 13). */
  private static long mix(long z) {
    long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }

  private static double[] cumulative() {
    double[] cumulative = new double[18];
    double term = Math.exp(-1);
    double sum = 0;
    for (int k = 0; k < cumulative.length; k++) {
      sum += term;
      cumulative[k] = sum;
      term /= k + 1;
    }
    return cumulative;
  }
}
