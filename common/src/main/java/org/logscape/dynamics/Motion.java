package org.logscape.dynamics;

import java.io.Serializable;

/**
 * What moves in a run. With its random stream it is all that the future law of the run depends on;
 * states that are kept, branched from and gone on with hold it.
 *
 * @param theta parameters
 * @param velocity what momentum has gathered, one number a parameter, or of two buffers that
 *     alternate first the newer and then the older; empty where the dynamics has neither, or where
 *     the run is at rest
 * @param position which samples come next, as the dynamics counts them; empty where the next step
 *     begins an epoch, or where samples are not drawn by epochs
 */
public record Motion(double[] theta, double[] velocity, int[] position) implements Serializable {

  /** At rest, at the beginning of an epoch. */
  public static Motion atRest(double[] theta) {
    return new Motion(theta, new double[0], new int[0]);
  }
}
