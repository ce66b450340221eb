package org.logscape.jobs.spec.model;

/** The models of this version, by their names in a spec. */
public enum ModelType {
  LINEAR_REGRESSION,
  DOUBLE_WELL,
  QUARTIC_WELL,
  MLP,
  CNN;

  /** Whether its samples are data, and its loss is known from these alone. */
  public boolean isNetwork() {
    return this == MLP || this == CNN;
  }
}
