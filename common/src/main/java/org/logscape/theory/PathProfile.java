package org.logscape.theory;

/**
 * A landscape along the path of escape, as the metric-corrected law needs it. The path begins
 * beyond the minimum, and leads through it and over the saddle to the other minimum. All arrays
 * have one entry for each point of the path.
 *
 * @param position arc length, ascending
 * @param loss L
 * @param metric M = e^T G e along the direction e of the path; the noise has covariance 2 L G / B,
 *     and G = J^T J for a mean-square loss
 * @param transverseMetric trace of G over the transverse directions; 0 in one dimension
 * @param transverseDrift the slope of the transverse confinement, tr(C dH/ds)/2 with C H + H C = 2
 *     G over the transverse directions; 0 in one dimension
 * @param minimum index of the minimum
 * @param saddle index of the saddle
 * @param arrival arc length, beyond the saddle, at which a run counts as settled in the other basin
 */
public record PathProfile(
    double[] position,
    double[] loss,
    double[] metric,
    double[] transverseMetric,
    double[] transverseDrift,
    int minimum,
    int saddle,
    double arrival) {

  /**
   * Checks the profile; arguments as the record's components.
   *
   * @throws IllegalArgumentException if lengths differ, a loss or a metric is not positive, or the
   *     arrival does not lie beyond the saddle
   */
  public static PathProfile of(
      double[] position,
      double[] loss,
      double[] metric,
      double[] transverseMetric,
      double[] transverseDrift,
      int minimum,
      int saddle,
      double arrival) {
    for (double[] column : new double[][] {loss, metric, transverseMetric, transverseDrift}) {
      if (column.length != position.length) {
        throw new IllegalArgumentException("all columns of a path are equally long");
      }
    }
    for (int i = 0; i < position.length; i++) {
      Arguments.positive(loss[i], "loss along the path");
      if (i > minimum && i < position.length - 1) {
        Arguments.positive(metric[i], "metric along the path");
      }
    }
    if (!(0 <= minimum && minimum < saddle && saddle < position.length - 1)) {
      throw new IllegalArgumentException("a path leads from the minimum over the saddle");
    }
    if (!(position[saddle] < arrival && arrival <= position[position.length - 1])) {
      throw new IllegalArgumentException("a path arrives beyond the saddle");
    }
    return new PathProfile(
        position, loss, metric, transverseMetric, transverseDrift, minimum, saddle, arrival);
  }
}
