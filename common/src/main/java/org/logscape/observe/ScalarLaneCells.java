package org.logscape.observe;

/** Lane after lane. */
final class ScalarLaneCells implements LaneCells {

  @Override
  public void place(
      LogBins bins, double[] loss, double inverseMinimum, int live, long[] bits, long[] cells) {
    for (int lane = 0; lane < live; lane++) {
      double excess = loss[lane] * inverseMinimum - 1;
      bits[lane] = Math.max(Double.doubleToRawLongBits(excess), 0);
      cells[lane] = bins.cell(bits[lane]);
    }
  }
}
