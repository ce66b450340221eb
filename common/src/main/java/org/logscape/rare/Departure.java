package org.logscape.rare;

import org.logscape.dynamics.Dynamics;
import org.logscape.dynamics.Motion;
import org.logscape.kernel.Origin;
import org.logscape.random.StreamFamily;

/** Where a walker starts in the basin that is left. */
@FunctionalInterface
public interface Departure {

  /**
   * The state and the stream of one walker.
   *
   * @param dynamics how it will move
   * @param streams the family of its stream
   * @param stream the number of its stream
   */
  Origin origin(Dynamics dynamics, StreamFamily streams, long stream);

  /** At rest at the minimum, at the beginning of an epoch where samples are drawn by epochs. */
  static Departure fromMinimum() {
    return (dynamics, streams, stream) ->
        new Origin(streams, stream, Motion.atRest(dynamics.basin().minimum()));
  }
}
