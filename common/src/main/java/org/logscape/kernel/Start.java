package org.logscape.kernel;

import java.io.Serializable;
import org.logscape.model.Basin;
import org.logscape.random.LaneStreams;

/** Where a replica starts. */
@FunctionalInterface
public interface Start extends Serializable {

  /**
   * Start parameters; random numbers, if any are needed, come from the replica's own stream.
   *
   * @param replica its number in the cell, from 0
   * @return as many values as {@code basin.minimum()} has
   */
  double[] theta(Basin basin, int replica, LaneStreams streams, int lane);

  /** At the minimum. */
  static Start minimum() {
    return (basin, replica, streams, lane) -> basin.minimum();
  }

  /**
   * Gaussian about the minimum.
   *
   * @param scale standard deviation of each coordinate, not negative
   */
  static Start random(double scale) {
    return (basin, replica, streams, lane) -> {
      double[] theta = basin.minimum();
      for (int i = 0; i < theta.length; i++) {
        theta[i] = Math.fma(scale, streams.nextGaussian(lane), theta[i]);
      }
      return theta;
    };
  }

  /** Each replica at its own of some points of {@code model.dimensions()} values. */
  static Start at(StartPoints points) {
    return (model, replica, streams, lane) -> points.theta(replica);
  }
}
