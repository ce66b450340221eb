package org.logscape.jobs.sweep.work;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

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

  /**
   * The same replicas by blocks, which begin at multiples of their size.
   *
   * @param size replicas of a whole block
   */
  public List<BlockRange> blocks(int size) {
    List<BlockRange> blocks = new ArrayList<>();
    for (int begin = from; begin < to; ) {
      int end = Math.min(to, (begin / size + 1) * size);
      blocks.add(new BlockRange(cell, begin, end));
      begin = end;
    }
    return blocks;
  }
}
