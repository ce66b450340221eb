package org.logscape.model;

/**
 * A mean-square loss whose residual is linear in the features of a sample: r = v(theta) . X, sample
 * loss r^2 / 2, sample gradient r J^T X with J = dv/dtheta. Linear regression and the double well
 * are of this kind; it is all that SGD needs to know of them.
 */
public interface ResidualModel extends Model {

  /**
   * m, the number of features X of one sample (label noise, where there is any, is the last one).
   */
  int features();

  /**
   * The residual vectors v of a block: r = v . X.
   *
   * @param theta {@code theta[coordinate][lane]}
   * @param out receives {@code v[feature][lane]}
   * @param live lanes [0, live) are computed
   */
  void residuals(double[][] theta, double[][] out, int live);

  /**
   * Pulls vectors of feature space back to parameter space: g = J^T w.
   *
   * @param theta {@code theta[coordinate][lane]}
   * @param w {@code w[feature][lane]}
   * @param out receives {@code g[coordinate][lane]}
   * @param live lanes [0, live) are computed
   */
  void pullBack(double[][] theta, double[][] w, double[][] out, int live);

  /**
   * Covariance of the gradient of one sample, C = E[g g^T] - grad L grad L^T; a minibatch of B
   * samples has C / B.
   *
   * @param theta parameters, {@link #dimensions()} long
   * @return {@code dimensions x dimensions}, symmetric
   */
  double[][] noiseCovariance(double[] theta);
}
