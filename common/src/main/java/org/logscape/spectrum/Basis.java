package org.logscape.spectrum;

import java.util.Arrays;
import org.logscape.matrix.Blas;
import org.logscape.matrix.Blas.As;
import org.logscape.matrix.Precision;
import org.logscape.matrix.Reals;

/** Orthonormal vectors, one a row, outside the heap; must be closed. */
final class Basis implements AutoCloseable {
  /** What is left of a vector's length when it lies in the span of the others, up to rounding. */
  private static final double NOTHING = 1e-10;

  private final int dimension;
  private final Reals rows;
  private final Reals vector;
  private final Reals along;
  private int size;

  private Basis(int dimension, int most) {
    this.dimension = dimension;
    rows = Reals.of(Precision.FLOAT64, (long) dimension * most);
    vector = Reals.of(Precision.FLOAT64, dimension);
    along = Reals.of(Precision.FLOAT64, most);
  }

  /**
   * No vectors yet.
   *
   * @param dimension length of each
   * @param most how many there may be; together fewer than 2<sup>28</sup> numbers
   */
  static Basis of(int dimension, int most) {
    return new Basis(dimension, most);
  }

  int size() {
    return size;
  }

  /**
   * Takes from v what lies in the span, twice: after the second time it is orthogonal to rounding.
   *
   * <p>Source: L. Giraud, J. Langou, M. Rozloznik, "The loss of orthogonality in the Gram-Schmidt
   * orthogonalization process", Comput. Math. Appl. 50 (2005) 1069.
   *
   * @param v changed
   * @return its length after
   */
  double orthogonalise(double[] v) {
    if (size > 0) {
      vector.put(0, v);
      for (int pass = 0; pass < 2; pass++) {
        Blas.multiply(As.IS, size, dimension, 1, rows, vector, 0, along);
        Blas.multiply(As.TRANSPOSED, size, dimension, -1, rows, along, 1, vector);
      }
      vector.get(0, v);
    }
    return Vectors.norm(v);
  }

  /**
   * Adds v, orthogonalised and normalised, unless it lies in the span.
   *
   * @return whether it was added
   */
  boolean add(double[] v) {
    double before = Vectors.norm(v);
    double left = orthogonalise(v);
    if (!(left > NOTHING * before)) {
      return false;
    }
    append(v);
    return true;
  }

  /** Adds a vector that is orthogonal to the others; it is normalised in place. */
  void append(double[] v) {
    Vectors.normalise(v);
    rows.slice(size * dimension, dimension).put(0, v);
    size++;
  }

  double[] vector(int index) {
    double[] v = new double[dimension];
    rows.get(index * dimension, v);
    return v;
  }

  /** sum_i c_i v_i. */
  double[] combine(double[] coefficients) {
    along.put(0, Arrays.copyOf(coefficients, size));
    Blas.multiply(As.TRANSPOSED, size, dimension, 1, rows, along, 0, vector);
    return vector.toArray();
  }

  @Override
  public void close() {
    rows.close();
    vector.close();
    along.close();
  }
}
