package org.logscape.kernel;

import java.io.Serializable;
import org.logscape.model.Model;
import org.logscape.random.LaneStreams;

/** Where a replica starts. */
@FunctionalInterface
public interface Start extends Serializable {

  /**
   * Start parameters; random numbers, if any are needed, come from the replica's own stream.
   *
   * @return {@code model.dimensions()} values
   */
  double[] theta(Model model, LaneStreams streams, int lane);

  /** At the model's minimum. */
  static Start minimum() {
    return (model, streams, lane) -> model.minimum();
  }

  /**
   * Gaussian about the minimum.
   *
   * @param scale standard deviation of each coordinate, not negative
   */
  static Start random(double scale) {
    return (model, streams, lane) -> {
      double[] theta = model.minimum();
      for (int i = 0; i < theta.length; i++) {
        theta[i] = Math.fma(scale, streams.nextGaussian(lane), theta[i]);
      }
      return theta;
    };
  }
}
