package org.logscape.statistics.powerlaw;

import java.util.Arrays;
import org.hipparchus.random.RandomGenerator;
import org.logscape.statistics.Finding;

/** Continuous values: {@code alpha = 1 + n / sum log(x/xmin)} (Clauset et al., equation 3.1). */
final class ContinuousTail extends TailSample {
  private final double[] logs;

  /** The sum of count times log over cell i and beyond. */
  private final double[] logsBeyond;

  private ContinuousTail(double[] values, double[] counts) {
    super(values, counts);
    logs = new double[values.length];
    logsBeyond = new double[values.length + 1];
    for (int i = values.length - 1; i >= 0; i--) {
      logs[i] = Math.log(values[i]);
      logsBeyond[i] = logsBeyond[i + 1] + counts[i] * logs[i];
    }
  }

  static ContinuousTail of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    if (sorted.length > 0
        && !(sorted[0] > 0 && sorted[sorted.length - 1] < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("values must be positive and finite");
    }
    double[] counts = new double[sorted.length];
    int size = 0;
    for (double value : sorted) {
      if (size == 0 || sorted[size - 1] != value) {
        sorted[size++] = value;
      }
      counts[size - 1]++;
    }
    return new ContinuousTail(Arrays.copyOf(sorted, size), Arrays.copyOf(counts, size));
  }

  @Override
  public Finding<PowerLawFit> fit(int first) {
    if (!spread(first)) {
      return Finding.none("fewer than two distinct values in the tail");
    }
    double n = beyond[first];
    double sum = logsBeyond[first] - n * logs[first];
    double slope = n / sum;
    double likelihood = n * Math.log(slope) - n * logs[first] - (slope + 1) * sum;
    return Finding.of(
        new PowerLawFit(1 + slope, slope / Math.sqrt(n), low[first], first, n, likelihood));
  }

  @Override
  void walk(PowerLawFit fit, Gap gap) {
    double slope = 1 - fit.exponent();
    double origin = logs[fit.first()];
    double n = fit.observations();
    // xmin is an observation at F = 0 by its choice: it would make A-square infinite, so A-square
    // is that of the others.
    double chosen = counts[fit.first()];
    double seen = 0;
    double before = 0;
    for (int i = fit.first(); i < counts.length; i++) {
      double law = -Math.expm1(slope * (logs[i] - origin));
      gap.at(law, seen / n);
      gap.flat(before, law, Math.max(seen - chosen, 0) / (n - chosen));
      seen += counts[i];
      gap.at(law, seen / n);
      before = law;
    }
    gap.flat(before, 1, 1);
  }

  @Override
  double gapAt(PowerLawFit fit, int cell) {
    double law = -Math.expm1((1 - fit.exponent()) * (logs[cell] - logs[fit.first()]));
    double seen = beyond[fit.first()] - beyond[cell];
    double n = fit.observations();
    return Math.max(Math.abs(law - seen / n), Math.abs(law - (seen + counts[cell]) / n));
  }

  @Override
  double[] logLikelihoods(TailLaw law, int first) {
    double[] each = new double[counts.length - first];
    for (int i = first; i < counts.length; i++) {
      each[i - first] = law.logDensity(low[i]);
    }
    return each;
  }

  @Override
  TailSample redraw(PowerLawFit fit, RandomGenerator random) {
    double n = beyond[0];
    double share = fit.observations() / n;
    double[] drawn = new double[(int) n];
    for (int k = 0; k < drawn.length; k++) {
      drawn[k] =
          random.nextDouble() < share
              ? quantile(fit, 1 - random.nextDouble())
              : low[cell(random.nextDouble() * (n - fit.observations()))];
    }
    return of(drawn);
  }

  /** The value that the law exceeds with a probability; at most the largest double. */
  private static double quantile(PowerLawFit fit, double probability) {
    return Math.min(fit.xmin() * Math.pow(probability, 1 / (1 - fit.exponent())), Double.MAX_VALUE);
  }
}
