package org.logscape.observe;

import org.logscape.dynamics.Ensemble;
import org.logscape.dynamics.Motion;
import org.logscape.kernel.Clock;
import org.logscape.kernel.Observation;

/**
 * The parameters of one run at one step.
 *
 * @param reason why it was taken
 * @param step the step at which it was taken
 * @param loss L there
 * @param motion parameters and velocity; without the place in the epoch
 */
public record Snapshot(Reason reason, long step, double loss, Motion motion)
    implements Observation {

  /** The state of a lane. */
  static Snapshot of(Reason reason, int lane, Ensemble ensemble, Clock clock) {
    return new Snapshot(
        reason,
        clock.steps(lane),
        ensemble.loss()[lane],
        new Motion(ensemble.thetaOf(lane), ensemble.velocityOf(lane), new int[0]));
  }

  /** Parameters. */
  public double[] theta() {
    return motion.theta();
  }

  /** Why a snapshot was taken. */
  public enum Reason {
    /** The step is one of the schedule. */
    PERIODIC,
    /** The run ended by its escape. */
    ESCAPE
  }
}
