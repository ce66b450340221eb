package org.logscape.spectrum;

import java.util.Arrays;

/** A real symmetric matrix A of which only products A v are computed. */
public interface LinearOperator {

  /** Rows and columns of A. */
  int dimension();

  /**
   * A v.
   *
   * @param v {@link #dimension()} numbers, not changed
   * @return a fresh array
   */
  double[] apply(double[] v);

  /** A - u u^T. */
  default LinearOperator minusOuter(double[] u) {
    LinearOperator whole = this;
    double[] kept = Arrays.copyOf(u, u.length);
    return new LinearOperator() {
      @Override
      public int dimension() {
        return whole.dimension();
      }

      @Override
      public double[] apply(double[] v) {
        double[] out = whole.apply(v);
        double along = Vectors.dot(kept, v);
        for (int i = 0; i < out.length; i++) {
          out[i] -= along * kept[i];
        }
        return out;
      }
    };
  }
}
