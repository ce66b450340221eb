package org.logscape.rare;

import java.io.Serializable;
import org.logscape.dynamics.Ensemble;
import org.logscape.dynamics.Motion;
import org.logscape.kernel.Observation;
import org.logscape.kernel.Origin;
import org.logscape.random.StreamFamily;

/**
 * The first state beyond an interface. The future of a run depends on it alone; the run continues
 * from it with a random stream of its own.
 *
 * @param order its order parameter
 * @param loss L there
 * @param motion parameters, velocity and place in the epoch
 * @param arrived whether it is at the goal
 * @param strayed whether it is behind a ridge that the order parameter does not see
 */
public record Crossing(double order, double loss, Motion motion, boolean arrived, boolean strayed)
    implements Observation, Serializable {

  /** The state of a lane. */
  static Crossing of(Ensemble ensemble, int lane, Gauge gauge) {
    return new Crossing(
        gauge.order(lane),
        ensemble.loss()[lane],
        ensemble.motion(lane),
        gauge.arrived(lane),
        gauge.strayed(lane));
  }

  /** Parameters. */
  public double[] theta() {
    return motion.theta();
  }

  /** Goes on from here under a stream. */
  Origin origin(StreamFamily streams, long stream) {
    return new Origin(streams, stream, motion);
  }
}
