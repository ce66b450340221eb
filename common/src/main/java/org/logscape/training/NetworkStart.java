package org.logscape.training;

import java.io.Serializable;
import org.logscape.kernel.StartPoints;
import org.logscape.network.Architecture;
import org.logscape.random.LaneStreams;

/** Where a network starts. */
@FunctionalInterface
public interface NetworkStart extends Serializable {

  /**
   * Start parameters; random numbers, if any are needed, come from the run's own stream.
   *
   * @param replica number of the run in its cell, from 0
   * @return {@code architecture.parameters()} values
   */
  double[] theta(Architecture architecture, int replica, LaneStreams streams, int lane);

  /** Each network at random weights of its own: {@link Architecture#glorot}. */
  static NetworkStart glorot() {
    return (architecture, replica, streams, lane) -> architecture.glorot(streams, lane);
  }

  /**
   * All networks at the same point.
   *
   * @param theta its parameters
   */
  static NetworkStart at(double[] theta) {
    double[] kept = theta.clone();
    return (architecture, replica, streams, lane) -> kept.clone();
  }

  /** Each network at its own of some points of {@code architecture.parameters()} values. */
  static NetworkStart at(StartPoints points) {
    return (architecture, replica, streams, lane) -> points.theta(replica);
  }
}
