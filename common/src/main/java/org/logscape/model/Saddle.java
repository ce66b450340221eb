package org.logscape.model;

/**
 * A saddle of index one.
 *
 * @param position theta at the saddle
 * @param loss L^s
 * @param hessian curvature H^s there; one eigenvalue is negative
 */
public record Saddle(double[] position, double loss, HessianSpectrum hessian) {

  /** |h_e^s|, the size of the one negative eigenvalue. */
  public double unstableCurvature() {
    return -hessian.smallest();
  }
}
