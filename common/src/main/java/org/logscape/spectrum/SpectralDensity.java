package org.logscape.spectrum;

/**
 * The distribution of the eigenvalues of an operator as point masses, by stochastic Lanczos
 * quadrature: for each random vector the Gauss quadrature of its spectral measure, averaged over
 * vectors. Moments up to twice the steps are exact for each vector.
 *
 * <p>Source: S. Ubaru, J. Chen, Y. Saad, "Fast estimation of tr(f(A)) via stochastic Lanczos
 * quadrature", SIAM J. Matrix Anal. Appl. 38 (2017) 1075; for Hessians B. Ghorbani, S. Krishnan, Y.
 * Xiao, "An investigation into neural net optimization via Hessian eigenvalue density", ICML 2019.
 *
 * @param nodes where the masses are
 * @param weights the masses, together 1
 */
public record SpectralDensity(double[] nodes, double[] weights) {

  /**
   * Estimates it.
   *
   * @param probes random vectors, at least 1; errors fall with the root of their number
   * @param steps Lanczos steps for each, at least 1
   * @throws IllegalArgumentException if there are none
   */
  public static SpectralDensity of(LinearOperator a, int probes, int steps, Probes source) {
    if (probes < 1 || steps < 1) {
      throw new IllegalArgumentException("a density needs at least one probe and one step");
    }
    int each = Math.min(steps, a.dimension());
    double[] nodes = new double[probes * each];
    double[] weights = new double[probes * each];
    for (int probe = 0; probe < probes; probe++) {
      try (Lanczos lanczos = Lanczos.of(a, source.signs(a.dimension()), each, source)) {
        while (lanczos.canStep()) {
          lanczos.step();
        }
        Lanczos.Ritz ritz = lanczos.ritz();
        for (int i = 0; i < each; i++) {
          double first = ritz.vectors()[i][0];
          nodes[probe * each + i] = ritz.values()[i];
          weights[probe * each + i] = first * first / probes;
        }
      }
    }
    return new SpectralDensity(nodes, weights);
  }

  /**
   * Density at x of the masses smeared out to Gaussians.
   *
   * @param width standard deviation of each, positive
   */
  public double smoothed(double x, double width) {
    double sum = 0;
    for (int i = 0; i < nodes.length; i++) {
      double z = (x - nodes[i]) / width;
      sum += weights[i] * Math.exp(-z * z / 2);
    }
    return sum / (width * Math.sqrt(2 * Math.PI));
  }

  /** Mean of lambda^power over the eigenvalues. */
  public double moment(int power) {
    double sum = 0;
    for (int i = 0; i < nodes.length; i++) {
      sum += weights[i] * Math.pow(nodes[i], power);
    }
    return sum;
  }

  /** Share of eigenvalues above x. */
  public double above(double x) {
    double sum = 0;
    for (int i = 0; i < nodes.length; i++) {
      sum += nodes[i] > x ? weights[i] : 0;
    }
    return sum;
  }
}
