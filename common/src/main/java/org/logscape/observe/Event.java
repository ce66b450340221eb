package org.logscape.observe;

/**
 * The events that runs are watched for. Specs, observers, stop rules, tables, fits and reports all
 * use these constants; their words are their names in lower case.
 */
public enum Event {
  /** First crossing of the separatrix, the ridge between two wells. */
  SEPARATRIX,
  /** First arrival at the other minimum: the run has settled in the other basin. */
  BASIN,
  /** First time that L / L* reaches a level. */
  LEVEL,
  /** First time that a network's training loss, or error, is as low as the stop rule demands. */
  CONVERGED
}
