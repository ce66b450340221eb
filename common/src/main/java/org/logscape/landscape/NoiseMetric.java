package org.logscape.landscape;

/**
 * The metric of the gradient noise: its covariance is 2 L G / B. G = J^T J for a mean-square loss;
 * the langevin dynamics hold it at H* (arXiv 2105.09557).
 */
@FunctionalInterface
public interface NoiseMetric {

  /** G at a point, {@code dimensions x dimensions}. */
  double[][] at(double[] theta);
}
