package org.logscape.model;

/**
 * The minimum that runs start from and leave, and what the laws of escape need to know of it: in
 * closed form for a {@link Model}, measured of a trained network.
 */
public interface Basin {

  /** The minimum theta*, the one where runs start; a fresh array. */
  double[] minimum();

  /** L* = L(theta*). */
  double minimumLoss();

  /** h*, the mean of the outlier eigenvalues of the Hessian at {@link #minimum()}. */
  double outlierCurvature();
}
