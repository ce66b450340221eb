package org.logscape.rare.estimate;

import java.util.Optional;

/**
 * Mean and spread of the states in which escaping paths pass one interface, each weighted by the
 * share of the rate that descends from it. States are added one by one and not kept. Mutable.
 *
 * <p>Source of the updates: D. West, Communications of the ACM 22, 532 (1979).
 */
public final class PathMoments {
  private final Optional<double[]> saddle;
  private final double[] mean;
  private final double[] spread;
  private double weights;
  private double squares;
  private double lossMean;
  private double lossSpread;
  private double distance;

  private PathMoments(int dimensions, Optional<double[]> saddle) {
    this.saddle = saddle;
    mean = new double[dimensions];
    spread = new double[dimensions];
  }

  /**
   * Moments without any state yet.
   *
   * @param dimensions number of parameters
   * @param saddle parameters of the saddle, where there is one
   */
  public static PathMoments of(int dimensions, Optional<double[]> saddle) {
    return new PathMoments(dimensions, saddle);
  }

  /**
   * Adds a state.
   *
   * @param weight the share of the rate that descends from it, above 0
   */
  public void add(double loss, double[] theta, double weight) {
    weights += weight;
    squares += weight * weight;
    double share = weight / weights;
    double lossShift = loss - lossMean;
    lossMean += share * lossShift;
    lossSpread += weight * lossShift * (loss - lossMean);
    for (int i = 0; i < mean.length; i++) {
      double shift = theta[i] - mean[i];
      mean[i] += share * shift;
      spread[i] += weight * shift * (theta[i] - mean[i]);
    }
    if (saddle.isPresent()) {
      distance += share * (distance(saddle.get(), theta) - distance);
    }
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  /** Effective number of different states; 0 without any. */
  public double effectivePaths() {
    return squares == 0 ? 0 : weights * weights / squares;
  }

  /** Mean loss. */
  public double lossMean() {
    return lossMean;
  }

  /** Its standard deviation. */
  public double lossSd() {
    return Math.sqrt(lossSpread / weights);
  }

  /** Mean parameters. */
  public double[] thetaMean() {
    return mean.clone();
  }

  /** Standard deviation of each parameter. */
  public double[] thetaSd() {
    double[] sd = new double[spread.length];
    for (int i = 0; i < sd.length; i++) {
      sd[i] = Math.sqrt(spread[i] / weights);
    }
    return sd;
  }

  /** Mean distance from the saddle; empty without one. */
  public Optional<Double> saddleDistance() {
    return saddle.map(position -> distance);
  }
}
