package org.logscape.jobs.fit.error;

import java.util.List;
import java.util.Optional;

/**
 * Test error of plain SGD as a function of B, linear in log B between neighbouring cells, so that
 * it is monotone wherever their means are. It is extrapolated by at most a factor of {@value
 * #FARTHEST} beyond the outermost cells.
 */
final class PlainCurve {
  /** Largest factor in B by which the curve goes on beyond its ends. */
  static final double FARTHEST = 1.5;

  private final List<EndedCell> cells;

  /**
   * The curve at one place, as weights of the two cells that it is drawn from.
   *
   * @param low cell of the smaller B
   * @param high cell of the larger B
   * @param share weight of {@code high}; that of {@code low} is 1 less it
   */
  record Place(EndedCell low, EndedCell high, double share) {
    /** Whether the curve goes on beyond its ends here. */
    boolean isBeyond() {
      return share < 0 || share > 1;
    }
  }

  private PlainCurve(List<EndedCell> cells) {
    this.cells = cells;
  }

  /** The curve of the plain ones of these cells. */
  static PlainCurve of(List<EndedCell> cells) {
    return new PlainCurve(
        cells.stream().filter(EndedCell::isPlain).sorted(EndedCell.BY_EFFECTIVE_BATCH).toList());
  }

  /** Where a B_eff lies on the curve; empty with fewer than two cells or too far beyond them. */
  Optional<Place> at(double effectiveBatch) {
    if (cells.size() < 2
        || effectiveBatch * FARTHEST < cells.get(0).effectiveBatch()
        || effectiveBatch > FARTHEST * cells.get(cells.size() - 1).effectiveBatch()) {
      return Optional.empty();
    }
    int high = 1;
    while (high < cells.size() - 1 && cells.get(high).effectiveBatch() < effectiveBatch) {
      high++;
    }
    EndedCell below = cells.get(high - 1);
    EndedCell above = cells.get(high);
    double share =
        Math.log(effectiveBatch / below.effectiveBatch())
            / Math.log(above.effectiveBatch() / below.effectiveBatch());
    return Optional.of(new Place(below, above, share));
  }
}
