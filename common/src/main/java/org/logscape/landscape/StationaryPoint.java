package org.logscape.landscape;

import java.util.Arrays;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;

/**
 * A point where the gradient vanishes, with the curvature there.
 *
 * @param position theta
 * @param loss L
 * @param eigenvalues of the Hessian, ascending
 * @param eigenvectors unit vectors, {@code eigenvectors[k]} of {@code eigenvalues[k]}
 */
public record StationaryPoint(
    double[] position, double loss, double[] eigenvalues, double[][] eigenvectors) {
  /** An eigenvalue below this share of the largest one, in modulus, counts as zero. */
  private static final double FLAT = 1e-9;

  /** Measures the curvature at a stationary point. */
  static StationaryPoint of(SmoothLoss loss, double[] position) {
    int n = position.length;
    EigenDecompositionSymmetric decomposition =
        new EigenDecompositionSymmetric(
            MatrixUtils.createRealMatrix(loss.hessian(position)), 1e-12, false);
    double[] eigenvalues = decomposition.getEigenvalues();
    double[][] eigenvectors = new double[n][];
    for (int k = 0; k < n; k++) {
      eigenvectors[k] = decomposition.getEigenvector(k).toArray();
    }
    return new StationaryPoint(position, loss.loss(position), eigenvalues, eigenvectors);
  }

  /** Number of directions in which the loss falls; 0 at a minimum, 1 at a saddle between two. */
  public int index() {
    return (int) Arrays.stream(eigenvalues).filter(h -> h < 0 && !isFlat(h)).count();
  }

  /** Whether some direction has no curvature. */
  public boolean isDegenerate() {
    return Arrays.stream(eigenvalues).anyMatch(this::isFlat);
  }

  /** Whether some direction has next to no curvature, compared with {@code usual} curvatures. */
  boolean isDegenerateBeside(double usual) {
    return isDegenerate() || Arrays.stream(eigenvalues).anyMatch(h -> Math.abs(h) <= FLAT * usual);
  }

  private boolean isFlat(double eigenvalue) {
    double largest = Arrays.stream(eigenvalues).map(Math::abs).max().orElse(0);
    return Math.abs(eigenvalue) <= FLAT * largest;
  }
}
