package org.logscape.landscape;

/** A loss L(theta) with its first two derivatives. */
public interface SmoothLoss {

  /** Number of parameters. */
  int dimensions();

  /** L(theta). */
  double loss(double[] theta);

  /** Gradient of L, a fresh array. */
  double[] gradient(double[] theta);

  /** Hessian of L, {@code dimensions x dimensions}, a fresh array. */
  double[][] hessian(double[] theta);
}
