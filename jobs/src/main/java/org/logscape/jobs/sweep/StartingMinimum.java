package org.logscape.jobs.sweep;

import java.io.Serializable;
import org.logscape.model.Basin;

/**
 * A trained minimum, as runs that start there need it.
 *
 * @param theta its parameters
 * @param loss L*
 * @param outlierCurvature h*
 * @param outliers n
 */
public record StartingMinimum(double[] theta, double loss, double outlierCurvature, int outliers)
    implements Basin, Serializable {
  @Override
  public double[] minimum() {
    return theta.clone();
  }

  @Override
  public double minimumLoss() {
    return loss;
  }
}
