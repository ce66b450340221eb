package org.logscape.jobs.spec;

/** The models of this version, by their names in a spec. */
public enum ModelType {
  LINEAR_REGRESSION,
  DOUBLE_WELL,
  QUARTIC_WELL
}
