package org.logscape.landscape;

import org.logscape.model.Model;

/** The loss of any model; the Hessian is taken from differences of the gradient. */
final class ModelLoss implements SmoothLoss {
  private static final double H = 1e-5;

  private final Model model;

  ModelLoss(Model model) {
    this.model = model;
  }

  @Override
  public int dimensions() {
    return model.dimensions();
  }

  @Override
  public double loss(double[] theta) {
    return model.loss(theta);
  }

  @Override
  public double[] gradient(double[] theta) {
    double[] gradient = new double[theta.length];
    model.gradient(theta, gradient);
    return gradient;
  }

  @Override
  public double[][] hessian(double[] theta) {
    int n = theta.length;
    double[][] hessian = new double[n][n];
    for (int i = 0; i < n; i++) {
      double[] moved = theta.clone();
      moved[i] = theta[i] + H;
      double[] up = gradient(moved);
      moved[i] = theta[i] - H;
      double[] down = gradient(moved);
      for (int j = 0; j < n; j++) {
        double half = (up[j] - down[j]) / (4 * H);
        hessian[i][j] += half;
        hessian[j][i] += half;
      }
    }
    return hessian;
  }
}
