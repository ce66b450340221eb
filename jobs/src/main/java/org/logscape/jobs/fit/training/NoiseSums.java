package org.logscape.jobs.fit.training;

import java.io.Serializable;
import org.logscape.statistics.PairMoments;

/**
 * Sums over some points of one run that the noise law needs; sums of parts can be added.
 *
 * @param logs ln tr Sigma against ln L
 * @param values tr Sigma against L
 * @param excess mean of ln(measured over predicted trace)
 * @param alignment mean cosine between noise covariance and Gauss-Newton matrix
 * @param sampled mean of sampled over exact trace
 * @param sampledVariance sum of the squared standard errors of sampled over exact
 * @param lowestLoss of the points that count; infinite without any
 * @param highestLoss of the points that count; 0 without any
 * @param leftOut points whose loss or noise is 0 or not finite, and so has no logarithm
 */
record NoiseSums(
    PairMoments logs,
    PairMoments values,
    Average excess,
    Average alignment,
    Average sampled,
    double sampledVariance,
    double lowestLoss,
    double highestLoss,
    long leftOut)
    implements Serializable {

  /**
   * Running mean: count and sum.
   *
   * @param count of numbers
   * @param sum of them
   */
  record Average(long count, double sum) implements Serializable {
    static Average none() {
      return new Average(0, 0);
    }

    static Average of(double value) {
      return Double.isFinite(value) ? new Average(1, value) : none();
    }

    Average plus(Average other) {
      return new Average(count + other.count, sum + other.sum);
    }

    /** Not a number where there are none. */
    double value() {
      return sum / count;
    }
  }

  static NoiseSums none() {
    return nothingOf(0);
  }

  /** Points that do not count. */
  private static NoiseSums nothingOf(long leftOut) {
    return new NoiseSums(
        PairMoments.none(),
        PairMoments.none(),
        Average.none(),
        Average.none(),
        Average.none(),
        0,
        Double.POSITIVE_INFINITY,
        0,
        leftOut);
  }

  static NoiseSums of(NoisePoint point) {
    if (!point.isUsable()) {
      return nothingOf(1);
    }
    double relativeError = point.sampledError() / point.noiseTrace();
    return new NoiseSums(
        PairMoments.of(Math.log(point.loss()), Math.log(point.noiseTrace())),
        PairMoments.of(point.loss(), point.noiseTrace()),
        point.hasPrediction()
            ? Average.of(Math.log(point.noiseTrace() / point.predictedTrace()))
            : Average.none(),
        Average.of(point.alignment()),
        point.isSampled() ? Average.of(point.sampledTrace() / point.noiseTrace()) : Average.none(),
        point.isSampled() ? relativeError * relativeError : 0,
        point.loss(),
        point.loss(),
        0);
  }

  NoiseSums plus(NoiseSums other) {
    return new NoiseSums(
        logs.plus(other.logs),
        values.plus(other.values),
        excess.plus(other.excess),
        alignment.plus(other.alignment),
        sampled.plus(other.sampled),
        sampledVariance + other.sampledVariance,
        Math.min(lowestLoss, other.lowestLoss),
        Math.max(highestLoss, other.highestLoss),
        leftOut + other.leftOut);
  }

  /** Points that count. */
  long points() {
    return logs.count();
  }
}
