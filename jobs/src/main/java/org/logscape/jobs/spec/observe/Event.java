package org.logscape.jobs.spec.observe;

/** Ways to leave a minimum that have a neighbour; loss levels are watched for besides. */
public enum Event {
  /** First crossing of the ridge between the wells. */
  SEPARATRIX,
  /** First arrival in the other well. */
  BASIN
}
