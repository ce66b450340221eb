package org.logscape.spectrum;

/**
 * An estimate of tr A.
 *
 * @param value without bias
 * @param standardError from the scatter of the probes; 0 where nothing was left to chance
 * @param products products with A that it took
 */
public record TraceEstimate(double value, double standardError, int products) {

  /**
   * The mean of z^T A z over random sign vectors z; one probe has variance 2 sum_{i != j} a_ij^2.
   *
   * <p>Source: M. Hutchinson, "A stochastic estimator of the trace of the influence matrix",
   * Commun. Stat. Simul. Comput. 18 (1989) 1059.
   *
   * @param probes how many z, at least 2
   * @throws IllegalArgumentException if there are fewer
   */
  public static TraceEstimate hutchinson(LinearOperator a, int probes, Probes source) {
    if (probes < 2) {
      throw new IllegalArgumentException("a standard error needs at least two probes");
    }
    double[] values = new double[probes];
    for (int i = 0; i < probes; i++) {
      double[] z = source.signs(a.dimension());
      values[i] = Vectors.dot(z, a.apply(z));
    }
    return new TraceEstimate(mean(values), standardError(values), probes);
  }

  /**
   * Hutch++: the trace on the range of A S, S random signs, is taken exactly, and only the rest is
   * estimated; the error falls as 1/products instead of its root where few eigenvalues dominate.
   *
   * <p>Source: R. Meyer, C. Musco, C. Musco, D. Woodruff, "Hutch++: optimal stochastic trace
   * estimation", SOSA 2021.
   *
   * @param third a third of the products with A, at least 2
   * @throws IllegalArgumentException if it is less
   */
  public static TraceEstimate hutchPlusPlus(LinearOperator a, int third, Probes source) {
    if (third < 2) {
      throw new IllegalArgumentException("Hutch++ needs at least six products");
    }
    int n = a.dimension();
    try (Basis range = Basis.of(n, Math.min(third, n))) {
      for (int i = 0; i < Math.min(third, n); i++) {
        range.add(a.apply(source.signs(n)));
      }
      double exact = 0;
      for (int i = 0; i < range.size(); i++) {
        double[] q = range.vector(i);
        exact += Vectors.dot(q, a.apply(q));
      }
      int products = Math.min(third, n) + range.size();
      if (range.size() == n) {
        return new TraceEstimate(exact, 0, products);
      }
      double[] rest = new double[third];
      for (int i = 0; i < third; i++) {
        double[] z = source.signs(n);
        range.orthogonalise(z);
        rest[i] = Vectors.dot(z, a.apply(z));
      }
      return new TraceEstimate(exact + mean(rest), standardError(rest), products + third);
    }
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double standardError(double[] values) {
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1) / values.length);
  }
}
