package org.logscape.observe;

/** Which first passage an escape event is. */
public enum EscapeKind {
  /** First crossing of the separatrix between two wells. */
  SEPARATRIX,
  /** First arrival at the other minimum: the run has settled in the other basin. */
  BASIN,
  /** First time that L / L* reaches a level. */
  LEVEL,
  /** First time that a network's training loss, or error, is as low as a run was to stop at. */
  CONVERGED
}
