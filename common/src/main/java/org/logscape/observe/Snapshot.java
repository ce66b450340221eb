package org.logscape.observe;

import org.logscape.kernel.Observation;

/**
 * The parameters of one run at one step.
 *
 * @param reason why it was taken
 * @param step when
 * @param loss L there
 * @param theta parameters
 */
public record Snapshot(Reason reason, long step, double loss, double[] theta)
    implements Observation {

  /** Why a snapshot was taken. */
  public enum Reason {
    /** Its turn came. */
    PERIODIC,
    /** The run ended by its escape. */
    ESCAPE
  }
}
