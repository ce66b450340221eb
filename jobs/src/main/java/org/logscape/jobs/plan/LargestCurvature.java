package org.logscape.jobs.plan;

import java.util.Arrays;
import java.util.Optional;
import org.logscape.jobs.spec.dynamics.DynamicsSpec;
import org.logscape.jobs.text.Numbers;
import org.logscape.landscape.StationaryPoint;
import org.logscape.landscape.Wells;
import org.logscape.theory.RegimeGuard;

/**
 * The largest eigenvalue of the Hessian h that a run meets on its way out of a minimum. Gradient
 * descent oscillates and diverges where eta h is at least 2, with the heavy ball's momentum 2 (1 +
 * mu): the edge of stability, {@link org.logscape.filter.GradientFilter#largestCurvatureStep}.
 *
 * @param curvature h
 * @param place where it was found, in words
 */
record LargestCurvature(double curvature, String place) {
  /** Points on each of the two straight lines from a minimum to the saddle. */
  private static final int POINTS = 32;

  /** At the minimum, at the saddle, at the other minimum, and between them on straight lines. */
  static LargestCurvature of(Wells wells) {
    LargestCurvature largest =
        new LargestCurvature(largest(wells.minimum().eigenvalues()), "at the minimum");
    if (wells.exit().isEmpty()) {
      return largest;
    }
    StationaryPoint saddle = wells.exit().get().saddle();
    StationaryPoint other = wells.exit().get().other();
    return largest
        .or(new LargestCurvature(largest(saddle.eigenvalues()), "at the saddle"))
        .or(new LargestCurvature(largest(other.eigenvalues()), "at the other minimum"))
        .or(between(wells, wells.minimum(), saddle))
        .or(between(wells, saddle, other));
  }

  private static LargestCurvature between(Wells wells, StationaryPoint from, StationaryPoint to) {
    double largest = 0;
    for (int i = 1; i < POINTS; i++) {
      largest = Math.max(largest, along(wells, from, to, (double) i / POINTS));
    }
    return new LargestCurvature(largest, "on the way to the other minimum");
  }

  private static double along(Wells wells, StationaryPoint from, StationaryPoint to, double part) {
    double[] point = from.position().clone();
    for (int i = 0; i < point.length; i++) {
      point[i] += part * (to.position()[i] - point[i]);
    }
    return wells.curvatureAt(point);
  }

  private LargestCurvature or(LargestCurvature other) {
    return other.curvature > curvature ? other : this;
  }

  private static double largest(double[] eigenvalues) {
    return Arrays.stream(eigenvalues).max().orElse(0);
  }

  /**
   * A warning where steps are at or over the edge of stability, with a learning rate that is safe.
   */
  Optional<Concern> concern(DynamicsSpec dynamics) {
    double step = dynamics.learningRate() * curvature;
    double edge = dynamics.filter().largestCurvatureStep();
    if (!(step >= edge)) {
      return Optional.empty();
    }
    return Optional.of(
        new Concern(
            "learning_rate x the largest curvature (%s, %s) = "
                .formatted(Numbers.brief(curvature), place),
            step,
            ", the edge of stability is %s: steps overshoot and runs diverge; learning_rate %s is safe"
                .formatted(
                    Numbers.brief(edge),
                    Numbers.brief(RegimeGuard.LARGEST_CURVATURE_STEP / curvature))));
  }
}
