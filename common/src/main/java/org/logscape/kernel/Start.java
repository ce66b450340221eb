package org.logscape.kernel;

import java.io.Serializable;
import org.logscape.dynamics.Dynamics;
import org.logscape.random.LaneStreams;

/** Where a replica starts. */
@FunctionalInterface
public interface Start extends Serializable {

  /**
   * Start parameters; random numbers, if any are needed, come from the replica's own stream.
   *
   * @param dynamics how it will move
   * @param replica its number in the cell, from 0
   * @return parameters of the model; a fresh array
   */
  double[] theta(Dynamics dynamics, int replica, LaneStreams streams, int lane);

  /** At the minimum. */
  static Start minimum() {
    return (dynamics, replica, streams, lane) -> dynamics.basin().minimum();
  }

  /**
   * Gaussian about the minimum.
   *
   * @param scale standard deviation of each coordinate, not negative
   */
  static Start random(double scale) {
    return (dynamics, replica, streams, lane) -> {
      double[] theta = dynamics.basin().minimum();
      for (int i = 0; i < theta.length; i++) {
        theta[i] = Math.fma(scale, streams.nextGaussian(lane), theta[i]);
      }
      return theta;
    };
  }

  /**
   * All replicas at the same point.
   *
   * @param theta its parameters
   */
  static Start at(double[] theta) {
    double[] kept = theta.clone();
    return (dynamics, replica, streams, lane) -> kept.clone();
  }

  /** Each replica at its own of some points, each of as many values as the model has parameters. */
  static Start at(StartPoints points) {
    return (dynamics, replica, streams, lane) -> points.theta(replica);
  }
}
