package org.logscape.dynamics;

import org.logscape.filter.GradientFilter;
import org.logscape.simd.Lanes;

/**
 * What the steps of a block remember of earlier gradients: the buffers of a {@link GradientFilter},
 * in rows as long as those of the block's parameters. All replicas step together, so their buffers
 * age together.
 */
final class Buffers {
  /** What the first index of a buffer counts, as in {@link Ensemble}. */
  private enum Layout {
    BY_COORDINATE,
    BY_REPLICA
  }

  private final GradientFilter filter;
  private final Layout layout;
  private final int dimensions;
  private final double[] recalled;

  /** By age, the newest first; the oldest is the next to be written. */
  private final double[][][] buffers;

  private Buffers(GradientFilter filter, Layout layout, int dimensions, int rows, int columns) {
    this.filter = filter;
    this.layout = layout;
    this.dimensions = dimensions;
    recalled = filter.recalled().stream().mapToDouble(weight -> weight).toArray();
    buffers = new double[filter.buffers()][rows][columns];
  }

  /** Rows of one coordinate of all lanes, as {@link Ensemble#of} keeps parameters. */
  static Buffers byCoordinate(GradientFilter filter, int dimensions, int lanes) {
    return new Buffers(filter, Layout.BY_COORDINATE, dimensions, dimensions, Lanes.roundUp(lanes));
  }

  /** Rows of one lane's coordinates, as {@link Ensemble#byReplica} keeps parameters. */
  static Buffers byReplica(GradientFilter filter, int dimensions, int lanes) {
    return new Buffers(filter, Layout.BY_REPLICA, dimensions, lanes, dimensions);
  }

  /** Those of a lane as {@link Motion} has them, a fresh array. */
  double[] of(int lane) {
    double[] all = new double[buffers.length * dimensions];
    for (int k = 0; k < all.length; k++) {
      all[k] = row(k, lane)[column(k, lane)];
    }
    return all;
  }

  /** A lane begins at rest. */
  void seat(int lane) {
    restore(lane, new double[buffers.length * dimensions]);
  }

  /** A lane goes on from {@link #of}; an empty array changes nothing. */
  void restore(int lane, double[] moving) {
    for (int k = 0; k < moving.length; k++) {
      row(k, lane)[column(k, lane)] = moving[k];
    }
  }

  /** Copies those of lane {@code from} to lane {@code to}. */
  void move(int from, int to) {
    for (int k = 0; k < buffers.length * dimensions; k++) {
      row(k, to)[column(k, to)] = row(k, from)[column(k, from)];
    }
  }

  private double[] row(int k, int lane) {
    return buffers[k / dimensions][layout == Layout.BY_REPLICA ? lane : k % dimensions];
  }

  private int column(int k, int lane) {
    return layout == Layout.BY_REPLICA ? k % dimensions : lane;
  }

  /** A step begins: the oldest buffer will be written anew. */
  void age() {
    if (buffers.length > 1) {
      double[][] oldest = buffers[buffers.length - 1];
      System.arraycopy(buffers, 0, buffers, 1, buffers.length - 1);
      buffers[0] = oldest;
    }
  }

  /**
   * Turns one row of gradients into directions.
   *
   * @param row its place
   * @param slope the gradients, weight decay included; becomes the directions
   * @param columns how many of them count
   */
  void direct(int row, double[] slope, int columns) {
    if (buffers.length == 0) {
      return;
    }
    double[] newest = buffers[0][row];
    for (int i = 0; i < columns; i++) {
      newest[i] = filter.written(newest[i], slope[i]);
    }
    int last = buffers.length - 1;
    boolean isRecalledAlone = filter.present() == 0;
    double[] first = isRecalledAlone ? buffers[last][row] : slope;
    double weight = isRecalledAlone ? recalled[last] : filter.present();
    for (int i = 0; i < columns; i++) {
      slope[i] = weight * first[i];
    }
    for (int age = isRecalledAlone ? last - 1 : last; age >= 0; age--) {
      double[] buffer = buffers[age][row];
      for (int i = 0; i < columns; i++) {
        slope[i] = Math.fma(recalled[age], buffer[i], slope[i]);
      }
    }
  }
}
