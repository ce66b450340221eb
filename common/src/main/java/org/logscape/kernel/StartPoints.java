package org.logscape.kernel;

import java.io.Serializable;
import java.util.List;

/**
 * Given points at which runs start: replica r at point r modulo their count, so that a run's start
 * depends on its number alone.
 */
public final class StartPoints implements Serializable {
  private final double[][] kept;
  private final int count;

  private StartPoints(double[][] kept, int count) {
    this.kept = kept;
    this.count = count;
  }

  /**
   * Points, of which only those are kept that runs start at.
   *
   * @param first the points in their order, the last ones left out where no replica has such a
   *     number
   * @param count how many there are in all, at least 1
   * @throws IllegalArgumentException if fewer are counted than given, or there is none
   */
  public static StartPoints of(List<double[]> first, int count) {
    if (first.isEmpty() || count < first.size()) {
      throw new IllegalArgumentException("%d of %d points".formatted(first.size(), count));
    }
    return new StartPoints(first.toArray(double[][]::new), count);
  }

  /** How many there are in all. */
  public int count() {
    return count;
  }

  /** The number of the point at which a replica starts. */
  public int number(int replica) {
    return replica % count;
  }

  /**
   * Where a replica starts; a fresh array.
   *
   * @param replica from 0, below the number of points kept where those are not all
   */
  public double[] theta(int replica) {
    return kept[number(replica)].clone();
  }
}
