package org.logscape.model;

/**
 * The states whose position on a passage lies between two parallel planes.
 *
 * @param passage gives the direction normal to the planes
 * @param low least position; negative infinity where there is no lower plane
 * @param high greatest position; infinity where there is no upper plane
 */
public record Slab(Passage passage, double low, double high) {

  /** Whether a position on the passage lies within, planes included. */
  public boolean holds(double position) {
    return low <= position && position <= high;
  }
}
