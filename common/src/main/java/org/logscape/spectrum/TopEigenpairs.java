package org.logscape.spectrum;

/**
 * The algebraically largest eigenvalues of a symmetric operator.
 *
 * @param values descending
 * @param vectors an eigenvector of length 1 for each
 * @param residuals |A x - value x| of each: some eigenvalue lies within this of the value
 * @param steps products with A that it took
 */
public record TopEigenpairs(double[] values, double[][] vectors, double[] residuals, int steps) {
  private static final int BETWEEN_CHECKS = 5;

  /**
   * Lanczos' iteration until the residuals of the wanted pairs are below {@code tolerance} times
   * the largest eigenvalue in size, or the steps are used up: the residuals tell which.
   *
   * @param count how many are wanted, at least 1; fewer are returned where A has fewer
   * @param tolerance for example 1e-6; the values' errors are about its square
   * @param mostSteps the most products; memory for so many vectors is taken
   * @param probes where the start vector comes from
   */
  public static TopEigenpairs of(
      LinearOperator a, int count, double tolerance, int mostSteps, Probes probes) {
    try (Lanczos lanczos =
        Lanczos.of(a, probes.gaussian(a.dimension()), Math.max(count, mostSteps), probes)) {
      Lanczos.Ritz ritz;
      do {
        for (int i = 0; i < BETWEEN_CHECKS && lanczos.canStep(); i++) {
          lanczos.step();
        }
        ritz = lanczos.ritz();
      } while (lanczos.canStep() && !isConverged(ritz, count, tolerance));
      int found = Math.min(count, lanczos.steps());
      double[] values = new double[found];
      double[][] vectors = new double[found][];
      double[] residuals = new double[found];
      for (int i = 0; i < found; i++) {
        values[i] = ritz.values()[i];
        vectors[i] = lanczos.combine(ritz.vectors()[i]);
        residuals[i] = ritz.residual(i);
      }
      return new TopEigenpairs(values, vectors, residuals, lanczos.steps());
    }
  }

  private static boolean isConverged(Lanczos.Ritz ritz, int count, double tolerance) {
    double[] values = ritz.values();
    if (values.length < count) {
      return false;
    }
    double largest = Math.max(Math.abs(values[0]), Math.abs(values[values.length - 1]));
    for (int i = 0; i < count; i++) {
      if (ritz.residual(i) > tolerance * largest) {
        return false;
      }
    }
    return true;
  }
}
