package org.logscape.statistics;

import java.util.Arrays;

/**
 * Whether numbers are uniform on (0, 1), by the distances of Kolmogorov and Smirnov and of Anderson
 * and Darling.
 *
 * @param observations how many numbers
 * @param kolmogorov D, the largest distance between the two distribution functions
 * @param kolmogorovPValue of D, by Stephens' correction to Kolmogorov's limit: within 0.001 of the
 *     exact value from 5 numbers on where it is below 0.5
 * @param andersonDarling A-square
 * @param andersonDarlingPValue of A-square
 */
public record Uniformity(
    int observations,
    double kolmogorov,
    double kolmogorovPValue,
    double andersonDarling,
    double andersonDarlingPValue) {
  private static final double LARGE = 6;

  /**
   * Tests the numbers.
   *
   * @param values each from 0 to 1, in any order
   * @return the test; nothing where there are no numbers
   * @throws IllegalArgumentException if a number is not from 0 to 1
   */
  public static Finding<Uniformity> of(double[] values) {
    if (values.length == 0) {
      return Finding.none("no values");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    if (!(sorted[0] >= 0 && sorted[sorted.length - 1] <= 1)) {
      throw new IllegalArgumentException("values must be from 0 to 1");
    }
    int n = sorted.length;
    double distance = 0;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      distance =
          Math.max(distance, Math.max((i + 1.0) / n - sorted[i], sorted[i] - i / (double) n));
      sum += (2 * i + 1) * (Math.log(sorted[i]) + Math.log1p(-sorted[n - 1 - i]));
    }
    double squared = -n - sum / n;
    return Finding.of(
        new Uniformity(
            n, distance, kolmogorovTail(distance, n), squared, andersonDarlingTail(squared)));
  }

  /**
   * P(D_n > distance): M. A. Stephens, Journal of the Royal Statistical Society B 32 (1970) 115.
   */
  private static double kolmogorovTail(double distance, int n) {
    double root = Math.sqrt(n);
    double x = distance * (root + 0.12 + 0.11 / root);
    if (x < 0.3) {
      // Below, the alternating series needs ever more terms to come to 1 within 1e-5.
      return 1;
    }
    double sum = 0;
    for (int j = 1; j <= 100; j++) {
      double term = Math.exp(-2.0 * j * j * x * x);
      sum += j % 2 == 1 ? term : -term;
    }
    return Math.min(1, Math.max(0, 2 * sum));
  }

  /**
   * The limit of P(A-square > z): G. and J. Marsaglia, Journal of Statistical Software 9 (2004) 2,
   * good to 2e-6; numbers from about 10 on are near it.
   */
  private static double andersonDarlingTail(double z) {
    if (!(z < 1e3)) {
      return 0;
    }
    if (z <= 0) {
      return 1;
    }
    double below;
    if (z < 2) {
      below =
          Math.exp(-1.2337141 / z)
              / Math.sqrt(z)
              * (2.00012
                  + (0.247105 - (0.0649821 - (0.0347962 - (0.011672 - 0.00168691 * z) * z) * z) * z)
                      * z);
      return Math.max(0, 1 - below);
    }
    if (z > LARGE) {
      // The fit ends; the law's own limit goes on, exp(-z)/sqrt(z) (the largest weight is 1/2).
      return andersonDarlingTail(LARGE) * Math.exp(LARGE - z) * Math.sqrt(LARGE / z);
    }
    double power =
        1.0776 - (2.30695 - (0.43424 - (0.082433 - (0.008056 - 0.0003146 * z) * z) * z) * z) * z;
    return -Math.expm1(-Math.exp(power));
  }
}
