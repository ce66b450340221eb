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
   * @return as many values as {@code basin.minimum()} has
   */
  double[] theta(Basin basin, LaneStreams streams, int lane);

  /** At the minimum. */
  static Start minimum() {
    return (basin, streams, lane) -> basin.minimum();
  }

  /**
   * Gaussian about the minimum.
   *
   * @param scale standard deviation of each coordinate, not negative
   */
  static Start random(double scale) {
    return (basin, streams, lane) -> {
      double[] theta = basin.minimum();
      for (int i = 0; i < theta.length; i++) {
        theta[i] = Math.fma(scale, streams.nextGaussian(lane), theta[i]);
      }
      return theta;
    };
  }
}
