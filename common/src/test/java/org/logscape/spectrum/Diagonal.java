package org.logscape.spectrum;

/** A diagonal matrix seen through two reflections, so that its eigenvectors are no unit vectors. */
record Diagonal(double[] values) implements LinearOperator {

  @Override
  public int dimension() {
    return values.length;
  }

  @Override
  public double[] apply(double[] v) {
    double[] w = reflect(v);
    for (int i = 0; i < w.length; i++) {
      w[i] *= values[i];
    }
    return reflect(w);
  }

  /** v - 2 u (u . v) with u_i proportional to 1 + i mod 3. */
  private static double[] reflect(double[] v) {
    double square = 0;
    double along = 0;
    for (int i = 0; i < v.length; i++) {
      square += (1 + i % 3) * (1 + i % 3);
      along += (1 + i % 3) * v[i];
    }
    double[] w = v.clone();
    for (int i = 0; i < v.length; i++) {
      w[i] -= 2 * along / square * (1 + i % 3);
    }
    return w;
  }
}
