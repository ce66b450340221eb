package org.logscape.jobs.store;

import java.util.Arrays;
import org.logscape.dynamics.Motion;

/**
 * How tables hold what moves in a run: theta, the column {@code velocity}, which is null where
 * there is no momentum, and the place in the epoch.
 */
public final class MotionColumns {
  private MotionColumns() {}

  /** The column {@code velocity}. */
  public static double[] velocity(Motion motion) {
    return motion.velocity().length == 0 ? null : motion.velocity();
  }

  /**
   * What moves, from its columns.
   *
   * @param velocityOrNull null: none
   * @param position whole numbers
   */
  public static Motion motion(double[] theta, double[] velocityOrNull, double[] position) {
    return new Motion(
        theta,
        velocityOrNull == null ? new double[0] : velocityOrNull,
        Arrays.stream(position).mapToInt(place -> (int) place).toArray());
  }
}
