package org.logscape.model;

/**
 * A residual model over fresh samples with independent whitened features: E[X X^T] = I, so L =
 * |v|^2 / 2 and grad L = J^T v.
 *
 * <p>The feature distribution is the same for all features but the label noise, which is Gaussian.
 */
public abstract class OnlineModel implements ResidualModel {

  /** For models of other packages too. */
  protected OnlineModel() {}

  /** Distribution of the inputs among the features. */
  public abstract Inputs inputs();

  /** Standard deviation sigma of the label noise. */
  public abstract double labelNoise();

  /**
   * Number of features that are inputs; the label noise, if any, is feature number {@code
   * inputFeatures()}.
   */
  public abstract int inputFeatures();

  /** {@inheritDoc} The label noise is a feature only where it is not zero. */
  @Override
  public final int features() {
    return inputFeatures() + (labelNoise() > 0 ? 1 : 0);
  }

  /**
   * {@inheritDoc}
   *
   * <p>With independent features of variance 1 and fourth moment mu: E[r^2 X_i X_j] = 2 v_i v_j off
   * the diagonal and |v|^2 + (mu_i - 1) v_i^2 on it, so C = J^T (|v|^2 I + v v^T + diag((mu_i - 3)
   * v_i^2)) J. For Gaussian features this is 2 L J^T J + grad L grad L^T; arXiv 2105.09557 keeps
   * the first term.
   */
  @Override
  public final double[][] noiseCovariance(double[] theta) {
    int n = dimensions();
    int m = features();
    double[][] position = LaneView.column(theta);
    double[][] v = new double[m][1];
    residuals(position, v, 1);
    double[][] jacobian = new double[m][];
    for (int feature = 0; feature < m; feature++) {
      double[][] unit = new double[m][1];
      unit[feature][0] = 1;
      double[][] row = new double[n][1];
      pullBack(position, unit, row, 1);
      jacobian[feature] = LaneView.flat(row);
    }
    double square = 0;
    for (double[] component : v) {
      square += component[0] * component[0];
    }
    double[][] covariance = new double[n][n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < m; j++) {
        double excess = i < inputFeatures() ? inputs().fourthMoment() - 3 : 0;
        double inner = v[i][0] * v[j][0] + (i == j ? square + excess * v[i][0] * v[i][0] : 0);
        for (int row = 0; row < n; row++) {
          for (int column = 0; column < n; column++) {
            covariance[row][column] += jacobian[i][row] * inner * jacobian[j][column];
          }
        }
      }
    }
    return covariance;
  }
}
