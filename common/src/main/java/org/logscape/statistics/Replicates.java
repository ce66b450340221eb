package org.logscape.statistics;

import org.hipparchus.random.RandomGenerator;
import org.hipparchus.random.Well19937c;

/**
 * The random numbers of bootstrap replicates: each replicate has a generator of its own that is a
 * pure function of (seed, replicate), so that replicates can be computed anywhere and in any order.
 * The generator is WELL19937c (Panneton, L'Ecuyer and Matsumoto, ACM TOMS 32, 2006, 1), the same in
 * every version of Java.
 *
 * @param seed the seed of all replicates
 */
public record Replicates(long seed) {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** The replicates that belong to a seed. */
  public static Replicates of(long seed) {
    return new Replicates(seed);
  }

  /** A fresh generator for one replicate. */
  public RandomGenerator generator(int replicate) {
    long state = mix(mix(seed + GOLDEN) + GOLDEN * (replicate + 1L));
    int[] words = new int[16];
    for (int i = 0; i < words.length; i += 2) {
      state += GOLDEN;
      long word = mix(state);
      words[i] = (int) word;
      words[i + 1] = (int) (word >>> 32);
    }
    return new Well19937c(words);
  }

  /**
   * The p-value from a bootstrap: (1 + how many replicates are at least as far) / (1 + how many
   * replicates), which never is 0 (Davison and Hinkley, Bootstrap Methods and Their Application,
   * 1997, section 4.2). Replicates that gave no number (NaN) are left out.
   *
   * @param observed the statistic of the data, larger is farther
   * @param simulated the statistics of the replicates
   */
  public static double pValue(double observed, double[] simulated) {
    int farther = 0;
    int counted = 0;
    for (double statistic : simulated) {
      if (!Double.isNaN(statistic)) {
        counted++;
        farther += statistic >= observed ? 1 : 0;
      }
    }
    return (1.0 + farther) / (1.0 + counted);
  }

  /** The finalizer of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014; Stafford's variant 13). */
  private static long mix(long z) {
    long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }
}
