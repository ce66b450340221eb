package org.logscape.landscape;

import java.util.Optional;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/** Newton's method: to the next stationary point of any kind, or downhill to a minimum. */
final class Newton {
  private static final int STEPS = 200;
  private static final double CONVERGED = 1e-11;
  private static final double FARTHEST = 1e6;
  private static final int POLISH = 3;

  private Newton() {}

  /** The Newton step from a point; empty where the Hessian is singular or not finite. */
  static Optional<double[]> step(SmoothLoss loss, double[] theta) {
    double[] gradient = loss.gradient(theta);
    double[][] hessian = loss.hessian(theta);
    for (double[] row : hessian) {
      if (!Geometry.isFinite(row)) {
        return Optional.empty();
      }
    }
    if (!Geometry.isFinite(gradient)) {
      return Optional.empty();
    }
    try {
      RealMatrix matrix = MatrixUtils.createRealMatrix(hessian);
      double[] step =
          new LUDecomposition(matrix, 1e-300)
              .getSolver()
              .solve(new ArrayRealVector(gradient, false))
              .mapMultiply(-1)
              .toArray();
      return Optional.of(step).filter(Geometry::isFinite);
    } catch (MathRuntimeException singular) {
      return Optional.empty();
    }
  }

  /** The stationary point that plain Newton steps reach, if they reach one. */
  static Optional<double[]> stationary(SmoothLoss loss, double[] guess) {
    double[] theta = guess;
    for (int i = 0; i < STEPS; i++) {
      Optional<double[]> step = step(loss, theta);
      if (step.isEmpty()) {
        return Optional.empty();
      }
      theta = Geometry.plus(theta, 1, step.get());
      double size = Geometry.norm(theta);
      if (!(size < FARTHEST)) {
        return Optional.empty();
      }
      if (Geometry.norm(step.get()) <= CONVERGED * (1 + size)) {
        return Optional.of(polished(loss, theta));
      }
    }
    return Optional.empty();
  }

  /** A few more steps, as long as they lessen the gradient: to the last bits. */
  private static double[] polished(SmoothLoss loss, double[] theta) {
    double[] best = theta;
    for (int i = 0; i < POLISH; i++) {
      Optional<double[]> step = step(loss, best);
      if (step.isEmpty()) {
        return best;
      }
      double[] next = Geometry.plus(best, 1, step.get());
      if (!(Geometry.norm(loss.gradient(next)) < Geometry.norm(loss.gradient(best)))) {
        return best;
      }
      best = next;
    }
    return best;
  }

  /**
   * The minimum that lies downhill: Newton steps with the modulus of each eigenvalue, halved until
   * the loss falls enough (J. Nocedal, S. Wright, "Numerical Optimization", 2006, ch. 3).
   */
  static Optional<double[]> descend(SmoothLoss loss, double[] guess) {
    double[] theta = guess;
    double value = loss.loss(theta);
    for (int i = 0; i < STEPS && Double.isFinite(value); i++) {
      double[] gradient = loss.gradient(theta);
      double[] step = downhill(loss, theta, gradient);
      double size = Geometry.norm(theta);
      if (!(size < FARTHEST) || !Geometry.isFinite(step)) {
        return Optional.empty();
      }
      if (Geometry.norm(step) <= 1e-7 * (1 + size)) {
        double[] rest = theta;
        return stationary(loss, theta).or(() -> Optional.of(rest));
      }
      double factor = 1;
      double slope = Geometry.dot(gradient, step);
      double[] next = Geometry.plus(theta, factor, step);
      while (!(loss.loss(next) <= value + 1e-4 * factor * slope) && factor > 1e-10) {
        factor /= 2;
        next = Geometry.plus(theta, factor, step);
      }
      theta = next;
      value = loss.loss(theta);
    }
    return Optional.empty();
  }

  private static double[] downhill(SmoothLoss loss, double[] theta, double[] gradient) {
    EigenDecompositionSymmetric curvature;
    try {
      curvature =
          new EigenDecompositionSymmetric(
              MatrixUtils.createRealMatrix(loss.hessian(theta)), 1e-12, false);
    } catch (MathRuntimeException notFinite) {
      return Geometry.scaled(Double.NaN, gradient);
    }
    double[] eigenvalues = curvature.getEigenvalues();
    double largest = 0;
    for (double eigenvalue : eigenvalues) {
      largest = Math.max(largest, Math.abs(eigenvalue));
    }
    double[] step = new double[theta.length];
    for (int k = 0; k < theta.length; k++) {
      double[] direction = curvature.getEigenvector(k).toArray();
      double floor = Math.max(Math.abs(eigenvalues[k]), 1e-6 * largest);
      step = Geometry.plus(step, -Geometry.dot(direction, gradient) / floor, direction);
    }
    return step;
  }
}
