package org.logscape.model;

/**
 * The way out of a well along a direction. The position {@code direction . theta} decreases from
 * the minimum over the separatrix, a plane normal to the direction, to the other basin.
 *
 * @param direction unit vector, as long as theta
 * @param separatrix position of the plane between the two wells
 * @param arrival position of the parallel plane beyond which a run has settled in the other basin:
 *     that of the other minimum in the built-in models, the edge of its quadratic region in
 *     formulas
 */
public record Passage(double[] direction, double separatrix, double arrival) {

  /** A passage along one coordinate of {@code dimensions}. */
  public static Passage alongAxis(
      int coordinate, int dimensions, double separatrix, double arrival) {
    double[] direction = new double[dimensions];
    direction[coordinate] = 1;
    return new Passage(direction, separatrix, arrival);
  }

  /** The position of a state. */
  public double position(double[] theta) {
    double sum = 0;
    for (int i = 0; i < direction.length; i++) {
      sum = Math.fma(direction[i], theta[i], sum);
    }
    return sum;
  }

  /** Index of the coordinate that is the position itself, or -1 if the direction is no axis. */
  public int axis() {
    int axis = -1;
    for (int i = 0; i < direction.length; i++) {
      if (direction[i] == 1) {
        axis = i;
      } else if (direction[i] != 0) {
        return -1;
      }
    }
    return axis;
  }
}
