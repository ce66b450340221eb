package org.logscape.landscape;

/**
 * The region about a minimum in which the loss is nearly quadratic. Towards a saddle it ends at the
 * plane, normal to the saddle's unstable direction, through the first point of the straight line
 * from the minimum to the saddle at which the curvature along the line is half of that at the
 * minimum. There always is such a point: the slope along the line vanishes at both ends, so the
 * curvature changes its sign between them.
 */
final class QuadraticRegion {
  private static final double SHARE = 0.5;
  private static final int SCAN = 64;
  private static final int BISECTIONS = 50;

  private QuadraticRegion() {}

  /** The point of the line from the minimum to the saddle where the region ends. */
  static double[] edge(SmoothLoss loss, StationaryPoint minimum, StationaryPoint saddle) {
    double[] way = Geometry.plus(saddle.position(), -1, minimum.position());
    double limit = SHARE * curvature(loss, minimum, way, 0);
    double inside = 0;
    double outside = 1;
    for (int i = 1; i < SCAN; i++) {
      double share = (double) i / SCAN;
      if (!(curvature(loss, minimum, way, share) > limit)) {
        outside = share;
        break;
      }
      inside = share;
    }
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = 0.5 * (inside + outside);
      if (curvature(loss, minimum, way, middle) > limit) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
    return Geometry.plus(minimum.position(), outside, way);
  }

  /** Second derivative of the loss along the line, at a share of the way. */
  private static double curvature(
      SmoothLoss loss, StationaryPoint minimum, double[] way, double share) {
    double[] theta = Geometry.plus(minimum.position(), share, way);
    return Geometry.dot(way, Geometry.times(loss.hessian(theta), way));
  }
}
