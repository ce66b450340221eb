package org.logscape.network;

/**
 * A symmetric, positive semidefinite matrix M of the K outputs of a sample, which makes one of the
 * parameters: (1/N) sum_mu J_mu^T M_mu J_mu, J_mu = df_mu/dtheta. Curvature and noise of a network
 * are all of this form; it is given as M = sum_j a_j a_j^T.
 */
@FunctionalInterface
public interface OutputMetric {

  /**
   * The vectors a_j of one sample.
   *
   * @param loss the network's loss
   * @param f outputs of a batch
   * @param y targets of the batch
   * @param at where those of the sample start
   * @param k K
   */
  double[][] factors(Loss loss, double[] f, double[] y, int at, int k);

  /** d^2 l / df df: the Gauss-Newton matrix, G. For the mean-square loss (1/N) sum C_f. */
  static OutputMetric gaussNewton() {
    return (loss, f, y, at, k) -> loss.curvatureFactors(f, at, k);
  }

  /** (dl/df)(dl/df)^T: the second moment of the sample gradients, (1/N) sum grad l grad l^T. */
  static OutputMetric gradientMoment() {
    return (loss, f, y, at, k) -> {
      double[] slope = new double[at + k];
      loss.valueAndSlope(f, y, at, k, 1, slope);
      double[] own = new double[k];
      System.arraycopy(slope, at, own, 0, k);
      return new double[][] {own};
    };
  }

  /** l times the identity: (1/N) sum l C_f, C_f = sum_k grad f_k grad f_k^T. */
  static OutputMetric lossWeighted() {
    return (loss, f, y, at, k) -> Loss.unitVectors(k, Math.sqrt(loss.value(f, y, at, k)));
  }

  /** The same weight for all samples: (w/N) sum C_f; with w = L the decoupled form. */
  static OutputMetric uniform(double weight) {
    return (loss, f, y, at, k) -> Loss.unitVectors(k, Math.sqrt(weight));
  }
}
