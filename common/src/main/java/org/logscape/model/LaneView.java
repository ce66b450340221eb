package org.logscape.model;

/** One parameter vector seen as a block of a single lane. */
final class LaneView {

  private LaneView() {}

  /** {@code vector} as {@code [coordinate][1]}. */
  static double[][] column(double[] vector) {
    double[][] block = new double[vector.length][1];
    for (int i = 0; i < vector.length; i++) {
      block[i][0] = vector[i];
    }
    return block;
  }

  /** Lane 0 of {@code block}. */
  static double[] flat(double[][] block) {
    double[] vector = new double[block.length];
    for (int i = 0; i < block.length; i++) {
      vector[i] = block[i][0];
    }
    return vector;
  }
}
