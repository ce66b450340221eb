package org.logscape.training;

import java.io.Serializable;
import org.logscape.network.Architecture;
import org.logscape.random.LaneStreams;

/** Where a network starts. */
@FunctionalInterface
public interface NetworkStart extends Serializable {

  /**
   * Start parameters; random numbers, if any are needed, come from the run's own stream.
   *
   * @return {@code architecture.parameters()} values
   */
  double[] theta(Architecture architecture, LaneStreams streams, int lane);

  /** Each network at random weights of its own: {@link Architecture#glorot}. */
  static NetworkStart glorot() {
    return Architecture::glorot;
  }

  /**
   * All networks at the same point.
   *
   * @param theta its parameters
   */
  static NetworkStart at(double[] theta) {
    double[] kept = theta.clone();
    return (architecture, streams, lane) -> kept.clone();
  }
}
