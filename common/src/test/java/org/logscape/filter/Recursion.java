package org.logscape.filter;

/** The steps of a filter in a parabola as the class comment states them, one after another. */
final class Recursion {
  private final GradientFilter filter;
  private final double curvature;
  private final double learningRate;
  private final double[] buffers;
  private double x;

  /**
   * At rest.
   *
   * @param x where it starts
   */
  Recursion(GradientFilter filter, double learningRate, double curvature, double x) {
    this.filter = filter;
    this.learningRate = learningRate;
    this.curvature = curvature;
    this.x = x;
    buffers = new double[filter.buffers()];
  }

  /**
   * Takes a step.
   *
   * @param noise added to the gradient h x
   * @return x after it
   */
  double step(double noise) {
    double gradient = curvature * x + noise;
    double direction = filter.present() * gradient;
    if (buffers.length > 0) {
      double newest = filter.written(buffers[buffers.length - 1], gradient);
      System.arraycopy(buffers, 0, buffers, 1, buffers.length - 1);
      buffers[0] = newest;
    }
    for (int j = 0; j < buffers.length; j++) {
      direction += filter.recalled().get(j) * buffers[j];
    }
    x -= learningRate * direction;
    return x;
  }
}
