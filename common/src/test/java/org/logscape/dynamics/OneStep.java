package org.logscape.dynamics;

import org.logscape.random.StreamFamily;

/** Many replicas moved by a few steps from one point: the sample of one step's law. */
final class OneStep {
  private static final int LANES = 50;

  private OneStep() {}

  /**
   * Displacements of independent replicas after one step.
   *
   * @return {@code [replica][coordinate]}
   */
  static double[][] displacements(Dynamics dynamics, double[] theta, int replicas, long seed) {
    StreamFamily family = new StreamFamily(seed, 0, StreamFamily.Purpose.CHECK);
    double[][] moved = new double[replicas][theta.length];
    Stepper stepper = dynamics.stepper(LANES);
    Ensemble ensemble = stepper.ensemble();
    ensemble.live(LANES);
    for (int done = 0; done < replicas; done += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        ensemble.streams().seat(lane, family, done + lane);
        ensemble.place(lane, theta);
        stepper.seat(lane);
      }
      stepper.step();
      for (int lane = 0; lane < LANES; lane++) {
        double[] now = ensemble.thetaOf(lane);
        for (int i = 0; i < theta.length; i++) {
          moved[done + lane][i] = now[i] - theta[i];
        }
      }
    }
    return moved;
  }
}
