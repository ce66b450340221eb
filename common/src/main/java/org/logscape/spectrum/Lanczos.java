package org.logscape.spectrum;

import java.util.Arrays;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * Lanczos' iteration with full reorthogonalisation: an orthonormal basis V of the Krylov space of a
 * start vector in which A is tridiagonal, T = V^T A V. Where the space ends early (A has few
 * distinct eigenvalues that the start sees) it goes on with a random vector, so that repeated
 * eigenvalues are found too.
 *
 * <p>Source: G. Golub, C. Van Loan, "Matrix Computations", 4th ed., section 10.3; B. Parlett, "The
 * Symmetric Eigenvalue Problem", chapter 13.
 */
final class Lanczos implements AutoCloseable {
  private static final double BREAKDOWN = 1e-12;

  private final LinearOperator operator;
  private final Probes probes;
  private final Basis basis;
  private final double[] diagonal;
  private final double[] beside;
  private double[] next;
  private double scale;
  private int steps;

  private Lanczos(LinearOperator operator, double[] start, int most, Probes probes) {
    this.operator = operator;
    this.probes = probes;
    int limit = Math.min(most, operator.dimension());
    basis = Basis.of(operator.dimension(), limit);
    diagonal = new double[limit];
    beside = new double[limit];
    next = start.clone();
  }

  /**
   * No steps yet.
   *
   * @param start where the Krylov space begins, not zero
   * @param most the most steps; beyond the dimension there are none
   * @param probes where a vector comes from when the space ends
   */
  static Lanczos of(LinearOperator operator, double[] start, int most, Probes probes) {
    return new Lanczos(operator, start, most, probes);
  }

  /** Steps taken. */
  int steps() {
    return steps;
  }

  /** Whether another step is possible. */
  boolean canStep() {
    return steps < diagonal.length;
  }

  /** One product with A. */
  void step() {
    basis.append(next);
    double[] v = basis.vector(steps);
    double[] w = operator.apply(v);
    scale = Math.max(scale, Vectors.norm(w));
    diagonal[steps] = Vectors.dot(v, w);
    double left = basis.orthogonalise(w);
    if (left > BREAKDOWN * scale) {
      beside[steps] = left;
    } else if (steps + 1 < diagonal.length) {
      w = probes.gaussian(operator.dimension());
      basis.orthogonalise(w);
    }
    next = w;
    steps++;
  }

  /** The eigenvalues of T, largest first, and their vectors in the basis V. */
  Ritz ritz() {
    EigenDecompositionSymmetric t =
        new EigenDecompositionSymmetric(
            Arrays.copyOf(diagonal, steps), Arrays.copyOf(beside, Math.max(0, steps - 1)));
    double[][] vectors = new double[steps][];
    for (int i = 0; i < steps; i++) {
      vectors[i] = t.getEigenvector(i).toArray();
    }
    return new Ritz(t.getEigenvalues(), vectors, beside[steps - 1]);
  }

  /** The vector of the original space with these coordinates. */
  double[] combine(double[] coordinates) {
    return basis.combine(coordinates);
  }

  /**
   * Ritz values and vectors.
   *
   * @param values descending
   * @param vectors of each value its coordinates in V
   * @param beyond the off-diagonal number that leads out of the space
   */
  record Ritz(double[] values, double[][] vectors, double beyond) {
    /** |A x - value x| of pair {@code index}. */
    double residual(int index) {
      double[] vector = vectors[index];
      return Math.abs(beyond * vector[vector.length - 1]);
    }
  }

  @Override
  public void close() {
    basis.close();
  }
}
