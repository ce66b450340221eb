package org.logscape.observe;

/** The event, or set of events, after which a run ends. */
public enum EndsAfter {
  /** The first crossing of the separatrix. */
  SEPARATRIX,
  /** The first arrival at the other minimum. */
  BASIN,
  /** The highest loss level, and so all lower ones. */
  LEVELS,
  /** Every event that is watched for. */
  ALL,
  /** No event: the step limit alone ends the run. */
  NEVER
}
