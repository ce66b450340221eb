package org.logscape.statistics;

import java.util.Arrays;

/**
 * How many independent samples a correlated, stationary series is worth for its mean: {@code n
 * variance / sigma^2}, where {@code sigma^2 / n} is the variance of the series' mean.
 *
 * @param samples n
 * @param size the effective number; above n where neighbours repel each other
 * @param mean of the series
 * @param standardError of the mean, {@code sqrt(variance / size)}
 */
public record EffectiveSampleSize(int samples, double size, double mean, double standardError) {
  private static final int FEWEST = 16;

  /** n / size: how many steps make one independent sample. */
  public double stepsPerSample() {
    return samples / size;
  }

  /**
   * By batch means: sigma-square is the variance of the means of {@code floor(sqrt n)}-long batches
   * times their length (Flegal and Jones, Annals of Statistics 38, 2010, 1034). Numbers beyond the
   * last whole batch count for mean and variance only.
   *
   * @param series in order of time
   * @return the size; nothing below 16 numbers, without variance or with a number that is not
   *     finite
   */
  public static Finding<EffectiveSampleSize> byBatchMeans(double[] series) {
    return centred(series)
        .flatMap(
            deviations -> {
              int length = (int) Math.floor(Math.sqrt(series.length));
              int batches = series.length / length;
              double[] means = new double[batches];
              for (int i = 0; i < batches * length; i++) {
                means[i / length] += deviations[i] / length;
              }
              double centre = Arrays.stream(means).average().orElseThrow();
              double sum = 0;
              for (double mean : means) {
                sum += (mean - centre) * (mean - centre);
              }
              return sized(series, deviations, length * sum / (batches - 1));
            });
  }

  /**
   * By Geyer's initial sequences: autocovariances are summed in pairs {@code gamma_2k + gamma_2k+1}
   * for as long as a pair is positive, each taken no larger than the pair before (Statistical
   * Science 7, 1992, 473, section 3.3; exact in expectation for reversible chains). The cost is n
   * times the number of pairs.
   *
   * @param series in order of time
   * @return the size; nothing below 16 numbers, without variance, with a number that is not finite,
   *     or where the sum is not positive
   */
  public static Finding<EffectiveSampleSize> byInitialSequence(double[] series) {
    return centred(series)
        .flatMap(
            deviations -> {
              double sum = -autocovariance(deviations, 0);
              double least = Double.POSITIVE_INFINITY;
              for (int lag = 0; lag + 1 < series.length; lag += 2) {
                double pair = autocovariance(deviations, lag) + autocovariance(deviations, lag + 1);
                if (!(pair > 0)) {
                  break;
                }
                least = Math.min(least, pair);
                sum += 2 * least;
              }
              return sized(series, deviations, sum);
            });
  }

  private static Finding<double[]> centred(double[] series) {
    if (series.length < FEWEST) {
      return Finding.none("fewer than " + FEWEST + " numbers");
    }
    double mean = Arrays.stream(series).average().orElseThrow();
    double[] deviations = Arrays.stream(series).map(x -> x - mean).toArray();
    double largest = Arrays.stream(series).map(Math::abs).max().orElseThrow();
    if (!Double.isFinite(mean) || !Double.isFinite(largest)) {
      return Finding.none("a number is not finite");
    }
    // What rounding leaves of a constant is no variance.
    return autocovariance(deviations, 0) > 1e-26 * largest * largest
        ? Finding.of(deviations)
        : Finding.none("the series does not vary");
  }

  private static double autocovariance(double[] deviations, int lag) {
    double sum = 0;
    for (int i = lag; i < deviations.length; i++) {
      sum += deviations[i] * deviations[i - lag];
    }
    return sum / deviations.length;
  }

  private static Finding<EffectiveSampleSize> sized(
      double[] series, double[] deviations, double sigmaSquared) {
    double variance = autocovariance(deviations, 0);
    if (!(sigmaSquared > 1e-12 * variance)) {
      return Finding.none("the variance of the mean comes out as 0");
    }
    double size = series.length * variance / sigmaSquared;
    return Finding.of(
        new EffectiveSampleSize(
            series.length,
            size,
            Arrays.stream(series).average().orElseThrow(),
            Math.sqrt(variance / size)));
  }
}
