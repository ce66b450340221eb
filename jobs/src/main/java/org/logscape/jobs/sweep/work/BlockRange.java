package org.logscape.jobs.sweep.work;

import java.io.Serializable;

/**
 * Replicas [from, to) of one cell.
 *
 * @param cell number of the cell in the grid
 * @param from first replica
 * @param to one past the last
 */
public record BlockRange(long cell, int from, int to) implements Serializable {

  public int replicas() {
    return to - from;
  }

  /** Whether {@code next} goes on where this one ends. */
  public boolean joins(BlockRange next) {
    return cell == next.cell && to == next.from;
  }

  public BlockRange join(BlockRange next) {
    return new BlockRange(cell, from, next.to);
  }
}
