package org.logscape.kernel;

import java.util.List;
import java.util.Optional;

/**
 * The end of one run.
 *
 * @param replica its number within the cell
 * @param status how it ended
 * @param steps steps taken
 * @param time t = eta x steps
 * @param tau integral of L dt
 * @param finalLoss L at the end; not finite where the run diverged
 * @param observations what the observers recorded
 * @param state where it stands, for a run that the step limit ended in a kernel that keeps states
 */
public record RunOutcome(
    int replica,
    Status status,
    long steps,
    double time,
    double tau,
    double finalLoss,
    List<Observation> observations,
    Optional<RunState> state) {

  /** Keeps its own copy of the observations. */
  public RunOutcome {
    observations = List.copyOf(observations);
  }
}
